import { Button, Skeleton, Stack } from '@mantine/core';
import { useRef, useState } from 'react';
import type { ProfileFragment } from '../generated/graphql.ts';
import { OutcomeLine } from '../profiles/outcome-line.tsx';
import { useSchedules } from '../schedules/use-schedules.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { HistoryEntry } from './history-entry.tsx';
import { HistoryStep, type ReturnStep } from './history-step.tsx';
import classes from './profile-history.module.css';
import { findReturnSteps } from './find-return-steps.ts';
import { useHistory } from './use-history.ts';

/** What was done to a profile, newest first, with the way back to what was published before. */
export function ProfileHistory({ profile }: { profile: ProfileFragment }) {
  const history = useHistory(profile.name);
  const schedules = useSchedules(profile.name).data ?? [];
  const list = useRef<HTMLOListElement>(null);
  // Kept as it was begun: what it does makes it disappear from what can be done.
  const [begun, setBegun] = useState<ReturnStep | null>(null);
  const [outcome, setOutcome] = useState<string | null>(null);
  if (history.isPending) return <Skeleton height={240} radius={4} aria-label="Loading the history" />;
  if (history.isError)
    return (
      <ProblemPanel title="The history can't be shown" error={history.error} onRetry={() => void history.refetch()} />
    );
  const edges = history.data.pages.flatMap((page) => page.edges);
  const steps = findReturnSteps(edges, profile);

  const begin = (step: ReturnStep): void => {
    setBegun(step);
    setOutcome(null);
  };
  // The button that was pressed is gone then.
  const end = (message: string | null): void => {
    setBegun(null);
    setOutcome(message);
    list.current?.focus({ preventScroll: message === null });
  };
  return (
    <Stack gap="md">
      <OutcomeLine ok message={outcome} error={null} />
      <ol ref={list} className={classes.timeline} aria-label={`History of ${profile.name}`} tabIndex={-1}>
        {edges.map(({ cursor, node }) => {
          const step = steps.get(cursor);
          return (
            <HistoryEntry
              key={cursor}
              event={node}
              versions={profile.versions}
              schedule={schedules.find(({ id }) => id === node.scheduleId)}
            >
              {step !== undefined && begun?.cursor !== cursor && (
                <Button
                  className={classes.action ?? ''}
                  size="compact-sm"
                  variant="default"
                  onClick={() => begin(step)}
                >
                  {step.does === 'roll-back'
                    ? `Roll back to version ${step.version}…`
                    : `Publish version ${step.version} again…`}
                </Button>
              )}
              {begun?.cursor === cursor && (
                <HistoryStep step={begun} profile={profile} onCancel={() => end(null)} onDone={end} />
              )}
            </HistoryEntry>
          );
        })}
      </ol>
      {history.hasNextPage && (
        <Button variant="default" loading={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
          Show earlier
        </Button>
      )}
    </Stack>
  );
}
