import { Select } from '@mantine/core';
import { memo } from 'react';
import type { ProfileFragment } from '../generated/graphql.ts';
import { useConsoleState, useConsoleStore } from '../state/console-store-context.ts';
import classes from './profile-picker.module.css';

interface ProfilePickerProps {
  readonly profiles: readonly ProfileFragment[];
  readonly baseProfile: string | null;
  readonly changed: boolean;
}

/** Which published profile the weights start from; choosing one puts the sliders there. */
export const ProfilePicker = memo(function ProfilePicker({ profiles, baseProfile, changed }: ProfilePickerProps) {
  const store = useConsoleStore();
  const chosen = useConsoleState('profile') ?? baseProfile;
  const published = profiles.filter((profile) => profile.published !== null).map(({ name }) => name);
  const names = chosen === null || published.includes(chosen) ? published : [...published, chosen];
  return (
    <div className={classes.picker}>
      <h2 className={classes.title}>Weights</h2>
      <span className={classes.changed}>{changed && 'changed'}</span>
      <Select
        aria-label="Profile to start from"
        size="xs"
        w={150}
        placeholder="Equal weights"
        data={names}
        value={chosen}
        allowDeselect={false}
        comboboxProps={{ shadow: 'md' }}
        onChange={(name) => store.adjust({ profile: name, weights: null })}
      />
    </div>
  );
});
