import { Button, Group, Skeleton, Stack } from '@mantine/core';
import { useRef, useState } from 'react';
import type { GoldenQueryFragment, ProfileFragment } from '../generated/graphql.ts';
import { OutcomeLine } from '../profiles/outcome-line.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { Dialog } from '../shell/dialog.tsx';
import { NO_FILTERS, type WeightMap } from '../state/console-state.ts';
import { useConsoleStore } from '../state/console-store-context.ts';
import { EditGoldenQuery } from './edit-golden-query.tsx';
import classes from './golden-queries-dialog.module.css';
import { GoldenQueryRow } from './golden-query-row.tsx';
import { toSourcePart } from './golden-source.ts';
import { orderByVerdict, type GoldenRun } from './golden-verdict.ts';
import { GoldenSummary } from './golden-summary.tsx';
import { useGoldenActions, useGoldenQueries, useGoldenRuns } from './use-golden-queries.ts';

const NO_RUNS: ReadonlyMap<string, GoldenRun> = new Map();

interface GoldenQueriesDialogProps {
  readonly profiles: readonly ProfileFragment[];
  readonly weights: WeightMap;
  readonly onClose: () => void;
}

/** All golden queries of the catalogue, and whether each holds with the weights as they stand. */
export function GoldenQueriesDialog({ profiles, weights, onClose }: GoldenQueriesDialogProps) {
  const store = useConsoleStore();
  const queries = useGoldenQueries();
  const tried = useGoldenRuns(weights);
  const { remove } = useGoldenActions();
  const list = useRef<HTMLUListElement>(null);
  const [edited, setEdited] = useState<string | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const runs = typeof tried.data === 'object' ? tried.data : NO_RUNS;

  const finish = (message: string): void => {
    setEdited(null);
    setDone(message);
    // The button that was pressed is gone.
    list.current?.focus();
  };
  const show = (query: GoldenQueryFragment): void => {
    onClose();
    store.navigate({ parts: [toSourcePart(query)], filters: NO_FILTERS });
  };
  return (
    <Dialog onClose={onClose} size="lg" title="Golden queries">
      <Stack gap="md">
        {queries.isPending && <Skeleton height={160} radius={4} aria-label="Loading the golden queries" />}
        {queries.isError && (
          <ProblemPanel
            title="The golden queries can't be shown"
            error={queries.error}
            onRetry={() => void queries.refetch()}
          />
        )}
        {queries.data !== undefined && <GoldenSummary total={queries.data.length} weights={weights} tried={tried} />}
        <OutcomeLine ok={(remove.data ?? null) === null} message={remove.data ?? done} error={remove.error} />
        <ul ref={list} className={classes.list} aria-label="Golden queries" tabIndex={-1}>
          {orderByVerdict(queries.data ?? [], runs).map((query) => (
            <GoldenQueryRow
              key={query.name}
              query={query}
              run={runs.get(query.name)}
              editing={
                edited === query.name ? (
                  <EditGoldenQuery
                    query={query}
                    weights={weights}
                    profileNames={profiles.map(({ name }) => name)}
                    onClose={() => {
                      setEdited(null);
                      list.current?.focus({ preventScroll: true });
                    }}
                    onSaved={(name) => finish(`“${name}” is saved.`)}
                  />
                ) : null
              }
              isDeleting={remove.isPending && remove.variables === query.name}
              onShow={() => show(query)}
              onEdit={() => {
                setDone(null);
                setEdited(query.name);
              }}
              onDelete={() => remove.mutate(query.name, { onSuccess: () => finish(`“${query.name}” is deleted.`) })}
            />
          ))}
        </ul>
        <Group justify="flex-end">
          <Button onClick={onClose}>Done</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
