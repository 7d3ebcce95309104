import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useMemo, useRef, useState } from 'react';
import { TileSkeletons } from '../catalog/tile-skeletons.tsx';
import type { CatalogQuery, ProfileFragment, SimilarItemsQueryVariables } from '../generated/graphql.ts';
import { KeepGoldenQuery } from '../golden-queries/keep-golden-query.tsx';
import { useProfiles } from '../profiles/use-profiles.ts';
import { EmptyState } from '../shell/empty-state.tsx';
import { Icon } from '../shell/icons.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { useConsoleState, useConsoleStore } from '../state/console-store-context.ts';
import { buildFilterInput } from '../state/filter-input.ts';
import { resolveWeights } from '../weights/effective-state.ts';
import { hasNoWeight } from '../weights/weight-math.ts';
import { WeightsPanel } from '../weights/weights-panel.tsx';
import { WeightsSheet } from '../weights/weights-sheet.tsx';
import classes from './neighbours-page.module.css';
import gridClasses from './result-grid.module.css';
import { ResultGrid } from './result-grid.tsx';
import { SourceName } from './source-name.tsx';
import { SourcePanel } from './source-panel.tsx';
import { partKey } from './source-parts.ts';
import { buildSourceVariables } from './source-variables.ts';
import { useNeighbours } from './use-neighbours.ts';

const PAGE_SIZE = 24;
const MAX_RESULTS = 96;
const NO_PROFILES: readonly ProfileFragment[] = [];

/** What was asked for and its weights on one side, its neighbours on the other. */
export function NeighboursPage({ catalog }: { catalog: CatalogQuery['catalog'] | undefined }) {
  const store = useConsoleStore();
  const parts = useConsoleState('parts');
  const filters = useConsoleState('filters');
  const profile = useConsoleState('profile');
  const handWeights = useConsoleState('weights');
  const profiles = useProfiles();
  const [first, setFirst] = useState(PAGE_SIZE);
  const isNarrow = useMediaQuery('(max-width: 61.99em)', false, { getInitialValueInEffect: false });
  const modalities = useMemo(() => catalog?.modalities ?? [], [catalog]);
  const weights = useMemo(
    () => resolveWeights({ profile, weights: handWeights }, modalities, profiles.data ?? NO_PROFILES),
    [profile, handWeights, modalities, profiles.data],
  );
  const sourceKey = parts.map((part) => `${part.sign}${partKey(part)}`).join('\n');
  const weightsKey = JSON.stringify(handWeights === null ? weights.variables : weights.variables.weights);
  const variables = useMemo<SimilarItemsQueryVariables | null>(() => {
    if (handWeights !== null && (modalities.length === 0 || hasNoWeight(weights.current))) return null;
    return {
      ...buildSourceVariables(parts),
      ...weights.variables,
      filter: buildFilterInput(filters),
      first,
    };
    // The two keys stand for the parts and the weights, whose identities change more often than they do.
  }, [sourceKey, weightsKey, modalities, filters, first]);
  const neighbours = useNeighbours(sourceKey, variables);
  const { connection } = neighbours;
  const heading = useFocusOnChange(sourceKey);
  const panel = { catalog, profiles: profiles.data ?? NO_PROFILES, weights, effective: connection?.weights ?? [] };

  return (
    <div className={classes.page}>
      <aside className={classes.side} aria-label="What to be like, and how">
        <Button
          className={classes.back ?? ''}
          variant="subtle"
          size="compact-sm"
          leftSection={<Icon name="back" size={16} />}
          onClick={() => store.navigate({ parts: [] })}
        >
          All items
        </Button>
        <SourcePanel />
        {!isNarrow && <WeightsPanel {...panel} />}
      </aside>
      <section className={classes.results} aria-labelledby="results">
        <div className={classes.top}>
          <h1 id="results" ref={heading} className={classes.heading} tabIndex={-1}>
            <SourceName parts={parts} />
          </h1>
          <KeepGoldenQuery connection={connection} profiles={panel.profiles} />
        </div>
        {neighbours.error !== undefined && (
          <ProblemPanel title="These neighbours can't be shown" error={neighbours.error} onRetry={neighbours.retry} />
        )}
        {neighbours.problem !== undefined && (
          <EmptyState
            title="Nothing to show for this"
            action={
              <Button variant="default" onClick={() => store.navigate({ parts: [] })}>
                Back to all items
              </Button>
            }
          >
            {neighbours.problem}
          </EmptyState>
        )}
        {connection?.edges.length === 0 && (
          <EmptyState title="No neighbours pass these filters">Take away a filter, or widen the price.</EmptyState>
        )}
        {connection !== undefined && (
          <ResultGrid connection={connection} modalities={modalities} pending={neighbours.pending} />
        )}
        {connection === undefined && neighbours.pending && (
          <div className={gridClasses.grid} aria-busy="true">
            <TileSkeletons count={12} />
          </div>
        )}
        {connection?.pageInfo.hasNextPage === true && first < MAX_RESULTS && (
          <Button
            className={classes.more ?? ''}
            variant="default"
            loading={neighbours.pending && connection.edges.length < first}
            onClick={() => setFirst(first + PAGE_SIZE)}
          >
            Show more
          </Button>
        )}
      </section>
      {isNarrow && <WeightsSheet {...panel} />}
    </div>
  );
}

/** Moves the focus to the heading when something else is asked for, so that a screen reader and Tab go on from there. */
function useFocusOnChange(key: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), [key]);
  return heading;
}
