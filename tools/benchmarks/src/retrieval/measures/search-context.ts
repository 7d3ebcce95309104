import type { VectorStore } from '@kindred/vector-store';
import type { QueryItem, RetrievalCollection } from '../data/retrieval-collection.ts';
import type { ExactAnswer } from '../exact-answers.ts';
import type { SizedFilter } from '../filters.ts';
import type { WeightVector } from '../weight-vectors.ts';

/** What every measurement needs. */
export interface SearchContext {
  readonly store: VectorStore;
  readonly collection: RetrievalCollection;
  readonly queries: readonly QueryItem[];
  readonly weightVectors: readonly WeightVector[];
  readonly filters: readonly SizedFilter[];
  /** [queries][weight vectors] */
  readonly exact: readonly (readonly ExactAnswer[])[];
  /** [queries][filtered asks]; see `filteredAsks`. */
  readonly exactFiltered: readonly (readonly ExactAnswer[])[];
  readonly seed: number;
}

/** Results per search, everywhere. */
export const LIMIT = 10;

/** Weight vectors that filters are tried with: each modality alone, equal, a mix, tabular ones and negatives. */
const FILTERED_FAMILIES = ['corners', 'centre', 'negatives'];

/** One filter with one weight vector. */
export interface FilteredAsk {
  readonly filter: SizedFilter;
  readonly weightVector: WeightVector;
}

export function filteredAsks(filters: readonly SizedFilter[], weightVectors: readonly WeightVector[]): FilteredAsk[] {
  const chosen = weightVectors.filter(({ family }) => FILTERED_FAMILIES.includes(family));
  return filters.flatMap((filter) => chosen.map((weightVector) => ({ filter, weightVector })));
}
