import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import type { ProfileFragment } from '../generated/graphql.ts';
import type { SimilarConnection } from '../neighbours/use-neighbours.ts';
import { OutcomeLine } from '../profiles/outcome-line.tsx';
import { Dialog } from '../shell/dialog.tsx';
import { countFilters } from '../state/console-state.ts';
import { useConsoleState } from '../state/console-store-context.ts';
import { GoldenQueryForm } from './golden-query-form.tsx';
import type { GoldenSource } from './golden-source.ts';
import { useGoldenQueries } from './use-golden-queries.ts';

interface KeepGoldenQueryDialogProps {
  readonly source: GoldenSource;
  /** What the source is called; the name to begin with. */
  readonly sourceName: string;
  readonly results: SimilarConnection['edges'];
  readonly profiles: readonly ProfileFragment[];
  readonly onClose: () => void;
}

/** Keeps what is asked for as a golden query; what it must find is picked from the results in sight. */
export function KeepGoldenQueryDialog({ source, sourceName, results, profiles, onClose }: KeepGoldenQueryDialogProps) {
  const isFiltered = countFilters(useConsoleState('filters')) > 0;
  const existing = useGoldenQueries().data ?? [];
  const [saved, setSaved] = useState<string | null>(null);
  return (
    <Dialog onClose={onClose} size="lg" title={`Keep as golden query: ${sourceName}`}>
      {saved === null ? (
        <GoldenQueryForm
          isNew
          source={source}
          initial={{ name: sourceName, expectedItemIds: [], limit: 10, profile: null }}
          takenNames={existing.map(({ name }) => name)}
          candidates={results.map(({ node }, index) => ({ item: node, rank: isFiltered ? null : index + 1 }))}
          profileNames={profiles.map(({ name }) => name)}
          note={
            isFiltered
              ? 'A golden query looks through the whole catalogue, without the filters that are set now.'
              : null
          }
          cancel={
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
          }
          onSaved={setSaved}
        />
      ) : (
        <Stack gap="sm">
          <OutcomeLine
            ok
            message={`“${saved}” is kept. It is tried whenever a version is published or scheduled.`}
            error={null}
          />
          <Group justify="flex-end">
            <Button variant="default" autoFocus onClick={onClose}>
              Done
            </Button>
          </Group>
        </Stack>
      )}
    </Dialog>
  );
}
