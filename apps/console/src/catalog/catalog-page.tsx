import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { CatalogQuery } from '../generated/graphql.ts';
import { EmptyState } from '../shell/empty-state.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { NO_FILTERS, countFilters } from '../state/console-state.ts';
import { useConsoleState, useConsoleStore } from '../state/console-store-context.ts';
import classes from './catalog-page.module.css';
import { ItemTile } from './item-tile.tsx';
import { TileSkeletons } from './tile-skeletons.tsx';
import { useArrowKeys } from './use-arrow-keys.ts';
import { useItems } from './use-items.ts';

/** The catalogue as a wall of photos; more are loaded when its end comes near, or by a button. */
export function CatalogPage({ catalog }: { catalog: CatalogQuery['catalog'] | undefined }) {
  const store = useConsoleStore();
  const filters = useConsoleState('filters');
  const sort = useConsoleState('sort');
  const items = useItems(filters, sort);
  const onKeyDown = useArrowKeys('a[data-item-id]');
  const nodes = items.data?.pages.flatMap(({ edges }) => edges.map(({ node }) => node)) ?? [];
  const total = items.data?.pages[0]?.totalCount;
  const hasFilters = countFilters(filters) > 0;

  return (
    <section aria-labelledby="results">
      <h1 id="results" className={classes.heading} tabIndex={-1} aria-live="polite">
        {total === undefined ? 'The catalogue' : `${total.toLocaleString()} ${total === 1 ? 'item' : 'items'}`}
        {hasFilters && total !== undefined && catalog !== undefined && (
          <span className={classes.of}> of {catalog.itemCount.toLocaleString()}</span>
        )}
      </h1>
      {items.isError && (
        <ProblemPanel title="The items can't be shown" error={items.error} onRetry={() => void items.refetch()} />
      )}
      {total === 0 && hasFilters && (
        <EmptyState
          title="Nothing passes these filters"
          action={
            <Button variant="default" onClick={() => store.navigate({ filters: NO_FILTERS })}>
              Clear the filters
            </Button>
          }
        >
          No item has all of it at once. Take away a filter, or widen the price.
        </EmptyState>
      )}
      {total === 0 && !hasFilters && (
        <EmptyState title="The catalogue is empty">
          Import products with `npx kindred import`, and they will appear here.
        </EmptyState>
      )}
      <div
        className={classes.grid}
        aria-busy={items.isFetching}
        data-stale={items.isPlaceholderData}
        onKeyDown={onKeyDown}
      >
        {nodes.map((item, index) => (
          <ItemTile key={item.id} item={item} eager={index < 12} />
        ))}
        {(items.isPending || items.isFetchingNextPage) && <TileSkeletons count={12} />}
      </div>
      {items.hasNextPage && <LoadMore isLoading={items.isFetchingNextPage} onMore={() => void items.fetchNextPage()} />}
    </section>
  );
}

function LoadMore({ isLoading, onMore }: { isLoading: boolean; onMore: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  const latest = useRef(onMore);
  useEffect(() => {
    latest.current = onMore;
  });
  useEffect(() => {
    if (button.current === null || isLoading) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting === true && latest.current(), {
      rootMargin: '800px',
    });
    observer.observe(button.current);
    return () => observer.disconnect();
  }, [isLoading]);
  return (
    <div className={classes.more}>
      <Button ref={button} variant="default" loading={isLoading} onClick={onMore}>
        Show more
      </Button>
    </div>
  );
}
