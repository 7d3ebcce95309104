import type { Weights } from '@kindred/catalog';
import type { EmbeddingForm } from '@kindred/embedding-pipeline';
import { blockSpans } from '@kindred/fusion';

/** What the vectors of a file are; it lies beside them as `<name>.meta.json`. */
export interface FormDocument {
  readonly catalog: string;
  /** Hash of the layout. */
  readonly layout: string;
  /** Length of every vector. */
  readonly dimension: number;
  /** Modality → effective weight by whose square root its block was scaled; null: unweighted. */
  readonly effectiveWeights: Weights | null;
  /** Of the whole fused embedding, in order. */
  readonly blocks: readonly BlockDocument[];
  /** Null where all dimensions are kept. */
  readonly reduction: ReductionDocument | null;
}

export interface BlockDocument {
  readonly modality: string;
  /** Index of its first value in the whole fused embedding. */
  readonly offset: number;
  readonly dimension: number;
  readonly encoder: string;
}

export interface ReductionDocument {
  readonly varianceShare: number;
  readonly neighbourRecallAt10: number;
  readonly learnedOn: number;
  readonly comparedWith: number;
}

export interface ExportDocument extends FormDocument {
  readonly items: number;
  /** Absolute; the vectors first. */
  readonly files: readonly string[];
  readonly elapsedMs: number;
}

export function describeForm({ catalog, stored, dimension, effectiveWeights, reduction }: EmbeddingForm): FormDocument {
  const blocks = blockSpans(stored.layout).map(({ encoderId, ...span }) => ({ ...span, encoder: encoderId }));
  return {
    catalog,
    layout: stored.layout.hash,
    dimension,
    effectiveWeights: effectiveWeights === undefined ? null : inOrder(effectiveWeights, blocks),
    blocks,
    reduction:
      reduction === undefined
        ? null
        : {
            varianceShare: reduction.statistics.varianceShares[dimension - 1] ?? 0,
            neighbourRecallAt10: reduction.statistics.neighbourRecalls[dimension - 1] ?? 0,
            learnedOn: reduction.statistics.learnedOn,
            comparedWith: reduction.statistics.comparedWith,
          },
  };
}

/** In the layout's order; a database may keep another. */
function inOrder(weights: Weights, blocks: readonly BlockDocument[]): Weights {
  return Object.fromEntries(
    blocks
      .filter(({ modality }) => Object.hasOwn(weights, modality))
      .map(({ modality }) => [modality, weights[modality]!]),
  );
}
