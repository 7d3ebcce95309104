import { Button, Group, Modal, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import type { ProfileFragment } from '../generated/graphql.ts';
import { OutcomeLine } from './outcome-line.tsx';
import type { ProfileOutcome } from './profile-outcome.ts';
import { ProfileVersionRow } from './profile-version-row.tsx';
import classes from './profile-versions-dialog.module.css';
import { useProfileActions } from './use-profiles.ts';

interface ProfileVersionsDialogProps {
  readonly profiles: readonly ProfileFragment[];
  readonly initialName: string | null;
  readonly onClose: () => void;
}

/** All versions of a profile; drafts can be published, and the published one rolled back. */
export function ProfileVersionsDialog({ profiles, initialName, onClose }: ProfileVersionsDialogProps) {
  const { publish, rollBack } = useProfileActions();
  const [name, setName] = useState(initialName ?? profiles[0]?.name ?? '');
  const profile = profiles.find((candidate) => candidate.name === name);
  const last = rollBack.submittedAt > publish.submittedAt ? rollBack : publish;
  return (
    <Modal opened onClose={onClose} size="lg" title="Versions" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack gap="md">
        <Select
          aria-label="Profile"
          data={profiles.map((candidate) => candidate.name)}
          value={name}
          allowDeselect={false}
          onChange={(value) => setName(value ?? name)}
        />
        <ol className={classes.versions}>
          {profile?.versions.map((version) => (
            <ProfileVersionRow
              key={version.version}
              version={version}
              isBusy={publish.isPending}
              onPublish={() => publish.mutate({ name, version: version.version })}
            />
          ))}
        </ol>
        <OutcomeLine message={describeOutcome(last.data)} ok={last.data?.ok ?? true} error={last.error} />
        <Group justify="space-between">
          <Button
            variant="default"
            loading={rollBack.isPending}
            disabled={!profile?.published}
            onClick={() => rollBack.mutate({ name })}
          >
            Roll back to the version before
          </Button>
          <Button onClick={onClose}>Done</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function describeOutcome(outcome: ProfileOutcome | undefined): string | null {
  if (outcome === undefined) return null;
  return outcome.ok
    ? `Version ${outcome.profile.published?.version} of “${outcome.profile.name}” is published now.`
    : outcome.message;
}
