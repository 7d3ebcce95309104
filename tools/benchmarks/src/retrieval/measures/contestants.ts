import type { VectorStore } from '@kindred/vector-store';
import type { RetrievalCollection } from '../data/retrieval-collection.ts';
import type { BruteForce } from '../stores/brute-force.ts';
import { weightedQuery, type PlainAnn } from '../stores/plain-ann.ts';
import { LIMIT } from './search-context.ts';

/** Something that answers queries and is timed. */
export interface Contestant {
  readonly name: string;
  search(vector: Float32Array, weights: readonly number[]): Promise<FoundItems>;
}

export interface FoundItems {
  /** Best first. */
  readonly itemIds: readonly string[];
  /** Where the contestant tells them. */
  readonly scores?: readonly number[];
}

export function storeContestant(store: VectorStore, { spec }: RetrievalCollection): Contestant {
  return {
    name: 'store',
    search: async (vector, weights) => {
      const { points } = await store.search(spec.name, { vector, weights, limit: LIMIT });
      return { itemIds: points.map(({ itemId }) => itemId), scores: points.map(({ score }) => score) };
    },
  };
}

export function bruteForceContestant(bruteForce: BruteForce): Contestant {
  return {
    name: 'bruteForce',
    search: async (vector, weights) => ({ itemIds: bruteForce.search(vector, weights, LIMIT) }),
  };
}

/** The one index asked with every weight vector, as shops do it that have one index. */
export function plainAnnContestant(plainAnn: PlainAnn, { spec }: RetrievalCollection): Contestant {
  return {
    name: 'plainAnn',
    search: async (vector, weights) => ({
      itemIds: await plainAnn.search(weightedQuery(spec.blocks, vector, weights), LIMIT),
    }),
  };
}
