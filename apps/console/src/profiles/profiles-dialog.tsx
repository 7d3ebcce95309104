import { Button, Group, Select, Stack, Tabs } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ProfileFragment } from '../generated/graphql.ts';
import { ProfileHistory } from '../history/profile-history.tsx';
import { ProfileSchedules } from '../schedules/profile-schedules.tsx';
import { profilesLockedBecause, useApiAccess } from '../session/use-api-access.ts';
import { Dialog } from '../shell/dialog.tsx';
import { ProfileVersions } from './profile-versions.tsx';
import classes from './profiles-dialog.module.css';

interface ProfilesDialogProps {
  readonly profiles: readonly ProfileFragment[];
  readonly initialName: string | null;
  readonly onClose: () => void;
}

/** One profile at a time: its versions, what is scheduled, and its history. The last two only for those who may change it. */
export function ProfilesDialog({ profiles, initialName, onClose }: ProfilesDialogProps) {
  const isLocked = profilesLockedBecause(useApiAccess()) !== null;
  const [name, setName] = useState(initialName ?? profiles[0]?.name ?? '');
  const client = useQueryClient();
  // Others publish too, and so do schedules.
  useEffect(() => void client.invalidateQueries({ queryKey: ['profiles'] }), [client]);
  const profile = profiles.find((candidate) => candidate.name === name);
  return (
    <Dialog onClose={onClose} size="lg" title="Profiles">
      <Stack gap="md">
        <Select
          data-autofocus
          aria-label="Profile"
          data={profiles.map((candidate) => candidate.name)}
          value={name}
          allowDeselect={false}
          onChange={(value) => setName(value ?? name)}
        />
        {profile !== undefined && (
          <Tabs defaultValue="versions" keepMounted={false} key={name}>
            <Tabs.List className={classes.tabs ?? ''}>
              <Tabs.Tab value="versions">Versions</Tabs.Tab>
              {!isLocked && <Tabs.Tab value="schedules">Scheduled</Tabs.Tab>}
              {!isLocked && <Tabs.Tab value="history">History</Tabs.Tab>}
            </Tabs.List>
            <Tabs.Panel value="versions">
              <ProfileVersions profile={profile} isLocked={isLocked} />
            </Tabs.Panel>
            <Tabs.Panel value="schedules">
              <ProfileSchedules name={name} />
            </Tabs.Panel>
            <Tabs.Panel value="history">
              <ProfileHistory profile={profile} />
            </Tabs.Panel>
          </Tabs>
        )}
        <Group justify="flex-end">
          <Button onClick={onClose}>Done</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
