import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type { ProfileFragment } from '../generated/graphql.ts';
import { profilesLockedBecause, useApiAccess } from '../session/use-api-access.ts';
import { useConsoleState } from '../state/console-store-context.ts';
import type { WeightState } from '../weights/effective-state.ts';
import classes from './profile-actions.module.css';

const SaveProfileDialog = lazy(async () => ({
  default: (await import('./save-profile-dialog.tsx')).SaveProfileDialog,
}));
const GoldenQueriesDialog = lazy(async () => ({
  default: (await import('../golden-queries/golden-queries-dialog.tsx')).GoldenQueriesDialog,
}));
const ProfilesDialog = lazy(async () => ({ default: (await import('./profiles-dialog.tsx')).ProfilesDialog }));

/** Saving the present weights as a profile, the versions and history of all profiles, and golden queries. The dialogs are loaded when asked for. */
export function ProfileActions({ profiles, weights }: { profiles: readonly ProfileFragment[]; weights: WeightState }) {
  const profile = useConsoleState('profile');
  const [dialog, setDialog] = useState<'save' | 'profiles' | 'golden' | null>(null);
  const chosen = profile ?? weights.baseProfile;
  const locked = profilesLockedBecause(useApiAccess());
  return (
    <>
      <Button size="compact-sm" variant="subtle" disabled={profiles.length === 0} onClick={() => setDialog('profiles')}>
        Profiles…
      </Button>
      <Button size="compact-sm" variant="subtle" disabled={locked !== null} onClick={() => setDialog('golden')}>
        Golden queries…
      </Button>
      <Button
        size="xs"
        data-save
        disabled={locked !== null}
        title={locked ?? undefined}
        onClick={() => setDialog('save')}
      >
        Save as…
      </Button>
      {locked !== null && <p className={classes.locked}>{locked}</p>}
      <Suspense fallback={null}>
        {dialog === 'save' && (
          <SaveProfileDialog profiles={profiles} weights={weights} onClose={() => setDialog(null)} />
        )}
        {dialog === 'golden' && (
          <GoldenQueriesDialog profiles={profiles} weights={weights.current} onClose={() => setDialog(null)} />
        )}
        {dialog === 'profiles' && (
          <ProfilesDialog profiles={profiles} initialName={chosen} onClose={() => setDialog(null)} />
        )}
      </Suspense>
    </>
  );
}
