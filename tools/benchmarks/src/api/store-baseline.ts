import type { Weights } from '@kindred/catalog';
import { createSeededRandom } from '@kindred/vector-math';
import { openStoreOfApi, type StoreOfApi } from './open-store-of-api.ts';

export interface StoreBaselineOptions extends StoreOfApi {
  readonly itemIds: readonly string[];
  readonly weights: Weights;
  readonly limit: number;
  readonly warmUp: number;
}

/**
 * The vector store's own time for the queries that the API is asked: milliseconds per search, one after the other, in this
 * process. Reading the source item's blocks is not counted.
 */
export async function measureStore(options: StoreBaselineOptions): Promise<number[]> {
  const store = await openStoreOfApi(options, true);
  try {
    const [collection] = await store.listCollections();
    if (collection === undefined) throw new Error('the vector store has no collection');
    const weights = collection.blocks.map(({ modality }) => options.weights[modality] ?? 0);
    const total = weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
    const points = await store.fetch(collection.name, options.itemIds);
    const latencies: number[] = [];
    for (const [index, point] of [...points.values()].entries()) {
      const query = {
        vector: point.vector,
        weights: weights.map((weight) => weight / total),
        limit: options.limit + 1,
        exclude: [point.itemId],
      };
      const started = performance.now();
      await store.search(collection.name, query);
      if (index >= options.warmUp) latencies.push(performance.now() - started);
    }
    return latencies;
  } finally {
    await store.close();
  }
}

/** `count` ids of a generated catalogue of `items` items, seeded, each at most once. */
export function sampleItemIds(items: number, count: number, seed: number): string[] {
  const random = createSeededRandom(seed);
  const chosen = new Set<number>();
  while (chosen.size < Math.min(count, items)) chosen.add(random.integer(items));
  return [...chosen].map((index) => `g${String(index + 1).padStart(8, '0')}`);
}
