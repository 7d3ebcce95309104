import { Button, Group, Modal, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import type { ProfileFragment } from '../generated/graphql.ts';
import { profilesLockedBecause, useApiAccess } from '../session/use-api-access.ts';
import { OutcomeLine } from './outcome-line.tsx';
import { ProfileVersionRow } from './profile-version-row.tsx';
import classes from './profile-versions-dialog.module.css';
import { PublishStep } from './publish-step.tsx';
import { useProfileActions } from './use-profiles.ts';

interface ProfileVersionsDialogProps {
  readonly profiles: readonly ProfileFragment[];
  readonly initialName: string | null;
  readonly onClose: () => void;
}

/** All versions of a profile; each can be published, after a look at what that would change, and the last step undone. */
export function ProfileVersionsDialog({ profiles, initialName, onClose }: ProfileVersionsDialogProps) {
  const { rollBack } = useProfileActions();
  const isLocked = profilesLockedBecause(useApiAccess()) !== null;
  const [name, setName] = useState(initialName ?? profiles[0]?.name ?? '');
  const [chosen, setChosen] = useState<number | null>(null);
  const [publishedNow, setPublishedNow] = useState<number | null>(null);
  const profile = profiles.find((candidate) => candidate.name === name);
  const rolledBack = rollBack.data?.ok === true ? (rollBack.data.profile.published?.version ?? null) : null;
  const now = publishedNow ?? rolledBack;

  const choose = (version: number | null): void => {
    setChosen(version);
    setPublishedNow(null);
    rollBack.reset();
  };
  return (
    <Modal opened onClose={onClose} size="lg" title="Versions" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack gap="md">
        <Select
          aria-label="Profile"
          data={profiles.map((candidate) => candidate.name)}
          value={name}
          allowDeselect={false}
          onChange={(value) => {
            setName(value ?? name);
            choose(null);
          }}
        />
        <ol className={classes.versions}>
          {profile?.versions.map((version) => (
            <ProfileVersionRow
              key={version.version}
              version={version}
              onPublish={isLocked ? undefined : () => choose(version.version)}
              publishing={
                chosen === version.version ? (
                  <PublishStep
                    name={name}
                    version={version.version}
                    publishedVersion={profile.published?.version ?? 0}
                    onPublished={() => {
                      choose(null);
                      setPublishedNow(version.version);
                    }}
                    cancel={
                      <Button variant="default" onClick={() => choose(null)}>
                        Not now
                      </Button>
                    }
                  />
                ) : null
              }
            />
          ))}
        </ol>
        <OutcomeLine
          message={
            rollBack.data?.ok === false
              ? rollBack.data.message
              : now === null
                ? null
                : `Version ${now} of “${name}” is published now.`
          }
          ok={rollBack.data?.ok ?? true}
          error={rollBack.error}
        />
        <Group justify="space-between">
          <Button
            variant="default"
            loading={rollBack.isPending}
            disabled={isLocked || !profile?.published}
            onClick={() => {
              choose(null);
              rollBack.mutate({ name });
            }}
          >
            Roll back to the version before
          </Button>
          <Button onClick={onClose}>Done</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
