import { Button, Stack } from '@mantine/core';
import { useState } from 'react';
import type { ProfileFragment } from '../generated/graphql.ts';
import { describeScheduled } from '../schedules/describe-schedule.ts';
import { useSchedules } from '../schedules/use-schedules.ts';
import { OutcomeLine } from './outcome-line.tsx';
import { ProfileVersionRow } from './profile-version-row.tsx';
import classes from './profile-versions.module.css';
import { PublishStep } from './publish-step.tsx';
import { useProfileActions } from './use-profiles.ts';

interface ProfileVersionsProps {
  readonly profile: ProfileFragment;
  readonly isLocked: boolean;
}

/** All versions of a profile; each can be published, after a look at what that would change, and the last step undone. */
export function ProfileVersions({ profile, isLocked }: ProfileVersionsProps) {
  const { name } = profile;
  const { rollBack } = useProfileActions();
  const pending = useSchedules(name, { enabled: !isLocked }).data?.filter(({ status }) => status === 'PENDING');
  const [chosen, setChosen] = useState<number | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const rolledBack = rollBack.data?.ok === true ? (rollBack.data.profile.published?.version ?? null) : null;

  const choose = (version: number | null): void => {
    setChosen(version);
    setDone(null);
    rollBack.reset();
  };
  return (
    <Stack gap="md">
      <ol className={classes.versions}>
        {profile.versions.map((version) => (
          <ProfileVersionRow
            key={version.version}
            version={version}
            scheduledFor={
              pending?.filter((own) => own.version === version.version).map(({ publishAt }) => publishAt) ?? []
            }
            onPublish={isLocked ? undefined : () => choose(version.version)}
            publishing={
              chosen === version.version ? (
                <PublishStep
                  name={name}
                  version={version.version}
                  publishedVersion={profile.published?.version ?? 0}
                  onPublished={() => {
                    choose(null);
                    setDone(`Version ${version.version} of “${name}” is published now.`);
                  }}
                  onScheduled={(schedule) => {
                    choose(null);
                    setDone(describeScheduled(schedule));
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
            : rolledBack === null
              ? done
              : `Version ${rolledBack} of “${name}” is published now.`
        }
        ok={rollBack.data?.ok ?? true}
        error={rollBack.error}
      />
      <Button
        className={classes.rollBack ?? ''}
        variant="default"
        loading={rollBack.isPending}
        disabled={isLocked || !profile.published}
        onClick={() => {
          choose(null);
          rollBack.mutate({ name, reason: null });
        }}
      >
        Roll back to the version before
      </Button>
    </Stack>
  );
}
