import { Button, Select } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type { ProfileFragment } from '../generated/graphql.ts';
import { useConsoleState } from '../state/console-store-context.ts';
import type { WeightState } from '../weights/effective-state.ts';
import classes from './profile-controls.module.css';

const SaveProfileDialog = lazy(async () => ({ default: (await import('./save-profile-dialog.tsx')).SaveProfileDialog }));
const ProfileVersionsDialog = lazy(async () => ({ default: (await import('./profile-versions-dialog.tsx')).ProfileVersionsDialog }));

/** Which published profile the weights start from; saving the present ones; the versions of all profiles. */
export function ProfileControls({ profiles, weights }: { profiles: readonly ProfileFragment[]; weights: WeightState }) {
  const { state, store } = useConsoleState();
  const [dialog, setDialog] = useState<'save' | 'versions' | null>(null);
  const published = profiles.filter((profile) => profile.published != null).map(({ name }) => name);
  const chosen = state.profile ?? weights.baseProfile;
  const names = chosen === null || published.includes(chosen) ? published : [...published, chosen];
  return (
    <div className={classes.controls}>
      <Select
        label="Profile"
        placeholder="Equal weights"
        classNames={{ label: classes.label ?? '' }}
        data={names}
        value={chosen}
        allowDeselect={false}
        description={weights.changed ? 'Changed by hand, not saved' : undefined}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        onChange={(name) => store.adjust({ profile: name, weights: null })}
      />
      <div className={classes.buttons}>
        <Button size="compact-sm" onClick={() => setDialog('save')}>
          Save as profile…
        </Button>
        <Button size="compact-sm" variant="default" disabled={profiles.length === 0} onClick={() => setDialog('versions')}>
          Versions…
        </Button>
      </div>
      <Suspense fallback={null}>
        {dialog === 'save' && <SaveProfileDialog profiles={profiles} weights={weights} onClose={() => setDialog(null)} />}
        {dialog === 'versions' && <ProfileVersionsDialog profiles={profiles} initialName={chosen} onClose={() => setDialog(null)} />}
      </Suspense>
    </div>
  );
}
