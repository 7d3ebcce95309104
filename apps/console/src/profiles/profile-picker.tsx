import { Select } from '@mantine/core';
import type { ProfileFragment } from '../generated/graphql.ts';
import { useConsoleState } from '../state/console-store-context.ts';
import type { WeightState } from '../weights/effective-state.ts';
import classes from './profile-picker.module.css';

/** Which published profile the weights start from; choosing one puts the sliders there. */
export function ProfilePicker({ profiles, weights }: { profiles: readonly ProfileFragment[]; weights: WeightState }) {
  const { state, store } = useConsoleState();
  const published = profiles.filter((profile) => profile.published !== null).map(({ name }) => name);
  const chosen = state.profile ?? weights.baseProfile;
  const names = chosen === null || published.includes(chosen) ? published : [...published, chosen];
  return (
    <div className={classes.picker}>
      <h2 className={classes.title}>Weights</h2>
      <span className={classes.changed}>{weights.changed && 'changed'}</span>
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
}
