import { Button, Skeleton, Stack } from '@mantine/core';
import { useRef, useState } from 'react';
import type { ProfileFragment } from '../generated/graphql.ts';
import { OutcomeLine } from '../profiles/outcome-line.tsx';
import { PublishStep } from '../profiles/publish-step.tsx';
import { describeScheduled } from '../schedules/describe-schedule.ts';
import { useSchedules } from '../schedules/use-schedules.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { HistoryEntry } from './history-entry.tsx';
import classes from './profile-history.module.css';
import { returnableEntries, rollBackTarget } from './returnable-entries.ts';
import { RollBackStep } from './roll-back-step.tsx';
import { useHistory } from './use-history.ts';

/** What was done to a profile, newest first, with the way back to what was published before. */
export function ProfileHistory({ profile }: { profile: ProfileFragment }) {
  const history = useHistory(profile.name);
  const schedules = useSchedules(profile.name).data ?? [];
  const list = useRef<HTMLOListElement>(null);
  const [open, setOpen] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<string | null>(null);
  if (history.isPending) return <Skeleton height={240} radius={4} aria-label="Loading the history" />;
  if (history.isError)
    return (
      <ProblemPanel title="The history can't be shown" error={history.error} onRetry={() => void history.refetch()} />
    );
  const edges = history.data.pages.flatMap((page) => page.edges);
  const published = profile.published?.version ?? 0;
  const target = rollBackTarget(profile.versions);
  const returnable = returnableEntries(edges, published);
  const newest = edges.find(({ node }) => node.action === 'PUBLISHED' || node.action === 'ROLLED_BACK')?.cursor;

  const choose = (cursor: string | null): void => {
    setOpen(cursor);
    setOutcome(null);
  };
  const onDone = (message: string): void => {
    setOpen(null);
    setOutcome(message);
    // The button that was pressed is gone.
    list.current?.focus();
  };
  const keep = (
    <Button variant="default" onClick={() => choose(null)}>
      Not now
    </Button>
  );
  return (
    <Stack gap="md">
      <OutcomeLine ok message={outcome} error={null} />
      <ol ref={list} className={classes.timeline} aria-label={`History of ${profile.name}`} tabIndex={-1}>
        {edges.map(({ cursor, node }) => (
          <HistoryEntry
            key={cursor}
            event={node}
            versions={profile.versions}
            schedule={schedules.find(({ id }) => id === node.scheduleId)}
          >
            {cursor === newest && target !== undefined && open !== cursor && (
              <Button
                className={classes.action ?? ''}
                size="compact-sm"
                variant="default"
                onClick={() => choose(cursor)}
              >
                Roll back to version {target}…
              </Button>
            )}
            {cursor === newest && target !== undefined && open === cursor && (
              <RollBackStep name={profile.name} version={target} cancel={keep} onRolledBack={onDone} />
            )}
            {returnable.has(cursor) && node.version !== target && open !== cursor && (
              <Button
                className={classes.action ?? ''}
                size="compact-sm"
                variant="default"
                onClick={() => choose(cursor)}
              >
                Publish version {node.version} again…
              </Button>
            )}
            {returnable.has(cursor) && open === cursor && (
              <PublishStep
                name={profile.name}
                version={node.version}
                publishedVersion={published}
                onPublished={() => onDone(`Version ${node.version} of “${profile.name}” is published now.`)}
                onScheduled={(schedule) => onDone(describeScheduled(schedule))}
                cancel={keep}
              />
            )}
          </HistoryEntry>
        ))}
      </ol>
      {history.hasNextPage && (
        <Button variant="default" loading={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
          Show earlier
        </Button>
      )}
    </Stack>
  );
}
