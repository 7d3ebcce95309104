import type { Weights } from '@kindred/catalog';
import { weightsInOrder } from './effective-weights.ts';

/** One modality's part of a score. */
export interface Contribution {
  readonly modality: string;
  /** What the person set; 0 where nothing was set. */
  readonly weight: number;
  readonly effectiveWeight: number;
  /** Dot product of the query's and the item's block; 0 where the query has none. */
  readonly similarity: number;
  /** effectiveWeight × similarity. */
  readonly contribution: number;
  /** Whether the item lacks the modality and its section's mean stands in. */
  readonly imputed: boolean;
}

export interface ContributionInput {
  /** In the layout's order. */
  readonly modalities: readonly string[];
  readonly weights: Weights;
  readonly effectiveWeights: Weights;
  /** [number of modalities], in the layout's order. */
  readonly similarities: readonly number[];
  readonly imputed: readonly string[];
}

/**
 * Why a result has its score, one entry per modality in the layout's order; contributions add up to the score (within 1e-6).
 * Effective weights image 0.75 and price 0.25, similarities 0.8 and 0.4 → 0.6 + 0.1 = 0.7.
 */
export function contributions(input: ContributionInput): Contribution[] {
  const given = weightsInOrder(input.weights, input.modalities);
  const effective = weightsInOrder(input.effectiveWeights, input.modalities);
  return input.modalities.map((modality, index) => {
    const effectiveWeight = effective[index]!;
    const similarity = input.similarities[index] ?? 0;
    return {
      modality,
      weight: given[index]!,
      effectiveWeight,
      similarity,
      contribution: effectiveWeight * similarity,
      imputed: input.imputed.includes(modality),
    };
  });
}
