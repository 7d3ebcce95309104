import type { ItemFacets, ItemFilter } from '@kindred/catalog';

/** One block of every vector in a collection: `dimension` numbers, behind those of the blocks before it. */
export interface BlockSpec {
  readonly modality: string;
  readonly dimension: number;
  /**
   * That many items share one block (all of a brand, all of a section), so that a store may keep each distinct block once and
   * compare the query with it once instead of item by item. Changes cost and memory, never an answer. Default false.
   */
  readonly repeats?: boolean;
}

/** All vectors of a collection share the blocks; a fused embedding is their concatenation in this order. */
export interface CollectionSpec {
  readonly name: string;
  readonly blocks: readonly BlockSpec[];
}

/** One item's fused embedding. */
export interface VectorPoint {
  readonly itemId: string;
  /** [sum of block dimensions], unweighted; each block of length ≤ 1. */
  readonly vector: Float32Array;
  /** Modalities whose block was filled in because the item lacks them. */
  readonly imputed: readonly string[];
  readonly facets: ItemFacets;
}

export interface VectorQuery {
  /** [sum of block dimensions]; unit blocks, zeros where the query has none. */
  readonly vector: Float32Array;
  /** [number of blocks], effective weights in block order; a weight of 0 leaves the block out; at least one is not 0. */
  readonly weights: readonly number[];
  readonly filter?: ItemFilter;
  /** 1 to 10,000. */
  readonly limit: number;
  /** Item ids that must not come back. */
  readonly exclude?: readonly string[];
}

export interface ScoredPoint {
  readonly itemId: string;
  /** Σ weight × similarity over the blocks. Higher is closer. */
  readonly score: number;
  /** [number of blocks]: dot product of the query's and the item's block, in block order, without weights. */
  readonly similarities: readonly number[];
  readonly imputed: readonly string[];
}

/**
 * How a search was answered: `exact-scan` compares every point in full; `quantized-scan` compares codes of every point and
 * rescores the best in full; `prefetch-union` asks an approximate index per modality and rescores what any of them found.
 */
export type SearchPlanName = 'exact-scan' | 'quantized-scan' | 'prefetch-union';

/** The plan chosen for one search, and what it cost. */
export interface SearchPlan {
  readonly name: SearchPlanName;
  /** Whether the answer is exact for certain, and not only by measured recall. */
  readonly exact: boolean;
  /** Points compared by code or in full; absent where the store does not tell. */
  readonly scannedPoints?: number;
  /** Points scored in full; absent where the store does not tell. */
  readonly rescoredPoints?: number;
  /** From the call to the answer, waiting included. */
  readonly elapsedMs: number;
}

export interface VectorSearchResult {
  /** By falling score, ties by item id in code-point order. */
  readonly points: readonly ScoredPoint[];
  readonly plan: SearchPlan;
}

/**
 * Stores fused embeddings in named collections.
 *
 * Guarantees of every implementation: what is upserted or deleted is seen by the next search once the promise has
 * resolved; results fall by score, ties by item id in code-point order; whenever `limit` matching points exist,
 * `limit` points come back; every method but `ensureCollection` throws CollectionNotFoundError for a collection
 * that is not there.
 */
export interface VectorStore {
  /** Creates the collection, or does nothing if an equal one exists.
   *  @throws CollectionSpecMismatchError if it differs, InvalidCollectionSpecError */
  ensureCollection(spec: CollectionSpec): Promise<void>;
  /** Does nothing if there is none. */
  dropCollection(name: string): Promise<void>;
  listCollections(): Promise<CollectionSpec[]>;
  /** Inserts or replaces by item id. Nothing is written of a batch that is refused.
   *  @throws DimensionMismatchError, InvalidVectorError (NaN, infinite), InvalidPointError (id, imputed, facets) */
  upsert(collection: string, points: readonly VectorPoint[]): Promise<void>;
  /** Unknown ids are ignored. */
  delete(collection: string, itemIds: readonly string[]): Promise<void>;
  /** @throws DimensionMismatchError, InvalidVectorError, InvalidQueryError (limit, weights), InvalidFilterError */
  search(collection: string, query: VectorQuery): Promise<VectorSearchResult>;
  /** The points of those ids that exist. */
  fetch(collection: string, itemIds: readonly string[]): Promise<Map<string, VectorPoint>>;
  count(collection: string, filter?: ItemFilter): Promise<number>;
  close(): Promise<void>;
}
