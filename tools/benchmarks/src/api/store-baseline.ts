import type { Weights } from '@kindred/catalog';
import type { VectorQuery, VectorStore } from '@kindred/vector-store';
import type { LoadResult } from './closed-loop-load.ts';
import { openStoreOfApi, type StoreOfApi } from './open-store-of-api.ts';

/** The searches that the API is asked for, as the store gets them. */
export interface StoreBaselineTask extends StoreOfApi {
  readonly itemIds: readonly string[];
  readonly weights: Weights;
  readonly limit: number;
}

/** The vector store's own time, without reading the source item's blocks. */
export class StoreBaseline {
  readonly #store: VectorStore;
  readonly #collection: string;
  readonly #queries: readonly VectorQuery[];
  #next = 0;

  private constructor(store: VectorStore, collection: string, queries: readonly VectorQuery[]) {
    this.#store = store;
    this.#collection = collection;
    this.#queries = queries;
  }

  static async open(task: StoreBaselineTask): Promise<StoreBaseline> {
    const store = await openStoreOfApi(task, true);
    const [collection] = await store.listCollections();
    if (collection === undefined) throw new Error('the vector store has no collection');
    const weights = collection.blocks.map(({ modality }) => task.weights[modality] ?? 0);
    const total = weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
    const points = await store.fetch(collection.name, task.itemIds);
    const queries = [...points.values()].map(({ itemId, vector }) => ({
      vector,
      weights: weights.map((weight) => weight / total),
      limit: task.limit + 1,
      exclude: [itemId],
    }));
    return new StoreBaseline(store, collection.name, queries);
  }

  /** So many searches, one after the other. */
  async run(searches: number): Promise<LoadResult> {
    const latenciesMs: number[] = [];
    const began = performance.now();
    for (let count = 0; count < searches; count++) {
      const query = this.#queries[this.#next++ % this.#queries.length]!;
      const started = performance.now();
      await this.#store.search(this.#collection, query);
      latenciesMs.push(performance.now() - started);
    }
    return { latenciesMs, elapsedMs: performance.now() - began };
  }
}
