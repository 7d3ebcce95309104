import { compareCodePoints, type Weights } from '@kindred/catalog';

/** Which reduction: of a layout, under weights, with so many components. */
export interface ReductionKey {
  readonly layoutHash: string;
  /** As a person sets them, none negative. */
  readonly weights: Weights;
  /** Number of components that were learned; fewer of them may be used. */
  readonly rank: number;
}

/**
 * Principal components that cut fused embeddings to fewer dimensions. Learned once per layout, weights and rank, and kept: whoever
 * asks, and on whatever day, gets coordinates on the same axes.
 */
export interface EmbeddingReduction extends ReductionKey {
  /** Modality → effective weight when it was learned; the block is scaled by its square root before the components are applied. */
  readonly effectiveWeights: Weights;
  /** [rank][dimension of the layout], orthonormal. */
  readonly components: readonly Float32Array[];
  readonly statistics: ReductionStatistics;
}

export interface ReductionStatistics {
  /** [rank]: share of the variance that the first 1, 2, … components keep; in [0, 1], rising. */
  readonly varianceShares: readonly number[];
  /** [rank]: share of the ten nearest neighbours that are still among the ten nearest with the first 1, 2, … components. */
  readonly neighbourRecalls: readonly number[];
  /** Items that the components were learned on. */
  readonly learnedOn: number;
  /** Items among which neighbours were looked for. */
  readonly comparedWith: number;
  /** `itemCount` of the layout's statistics then; when the layout is fitted anew, so is the reduction. */
  readonly layoutItemCount: number;
}

export interface EmbeddingReductionRepository {
  find(catalog: string, key: ReductionKey): Promise<EmbeddingReduction | undefined>;
  /** Inserts or replaces. @throws LayoutNotFoundError */
  save(catalog: string, reduction: EmbeddingReduction): Promise<void>;
}

/** The same text for the same weights, whatever their order. */
export function canonicalWeights(weights: Weights): string {
  return JSON.stringify(Object.fromEntries(Object.entries(weights).sort(([a], [b]) => compareCodePoints(a, b))));
}
