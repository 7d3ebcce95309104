import type { Weights } from '@kindred/catalog';

/** Modality → standard deviation of its similarity in the catalog; one that is absent, not finite or below 1e-6 counts as 1. */
export type ModalitySpreads = Readonly<Record<string, number>>;

export interface EffectiveWeights {
  /** Modality → what the query multiplies by; absolute values add up to 1, or it is empty if nothing is left. */
  readonly weights: Weights;
  /** What was given a weight, but can't count. */
  readonly dropped: readonly DroppedModality[];
}

export interface DroppedModality {
  readonly modality: string;
  /** As it was given. */
  readonly weight: number;
  /** A sentence for people. */
  readonly reason: string;
}

/**
 * Weight / spread, scaled so that Σ|effective| = 1 over the modalities that the query has a block for: the best possible
 * score is 1. Weights {image: 0.6, price: 0.2, brand: 0.2} without a brand in the query, spreads 1 → image 0.75, price 0.25, brand dropped.
 */
export function effectiveWeights(
  weights: Weights,
  spreads: ModalitySpreads,
  availableModalities: readonly string[],
): EffectiveWeights {
  const given = Object.entries(weights).filter(([, weight]) => weight !== 0);
  const usable = given
    .filter(([modality]) => availableModalities.includes(modality))
    .map(([modality, weight]): [string, number] => [modality, weight / spreadOf(spreads, modality)]);
  // Scaled by the greatest first, so that no sum overflows or vanishes.
  const greatest = Math.max(0, ...usable.map(([, weight]) => Math.abs(weight)));
  const total = usable.reduce((sum, [, weight]) => sum + Math.abs(weight) / greatest, 0);
  return {
    weights: Object.fromEntries(usable.map(([modality, weight]) => [modality, weight / greatest / total])),
    dropped: given
      .filter(([modality]) => !availableModalities.includes(modality))
      .map(([modality, weight]) => ({ modality, weight, reason: `The query has no ${modality} to compare with.` })),
  };
}

/** What a weight of the modality is divided by. */
export function spreadOf(spreads: ModalitySpreads, modality: string): number {
  const spread = Object.hasOwn(spreads, modality) ? spreads[modality] : undefined;
  return spread !== undefined && spread >= 1e-6 && Number.isFinite(spread) ? spread : 1;
}

/** [number of modalities]: the weight of each, 0 where there is none; what a vector query takes. */
export function weightsInOrder(weights: Weights, modalities: readonly string[]): number[] {
  return modalities.map((modality) => (Object.hasOwn(weights, modality) ? (weights[modality] ?? 0) : 0));
}
