import { setTimeout as sleep } from 'node:timers/promises';
import { LIMIT, type SearchContext } from './search-context.ts';

/** Enough for a store to see that it is searched. */
const SEARCHES = 24;
/** What stores prepare in the background takes the longer, the more items there are. */
const MS_PER_ITEM = 0.02;

/** Searches a little, then leaves the store time for what it prepares behind the first searches. */
export async function warmUp(
  { store, collection, queries, weightVectors }: Omit<SearchContext, 'exact'>,
  leastMs: number,
): Promise<void> {
  for (let i = 0; i < SEARCHES; i++) {
    const { vector } = queries[i % queries.length]!;
    const { weights } = weightVectors[i % weightVectors.length]!;
    await store.search(collection.spec.name, { vector, weights, limit: LIMIT });
  }
  await sleep(leastMs + MS_PER_ITEM * collection.items);
}
