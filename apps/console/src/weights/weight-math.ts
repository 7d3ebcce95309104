import type { WeightMap } from '../state/console-state.ts';

/** Each weight's share of the sum of absolute weights, in whole percent, signed; all 0 where no modality has a weight. */
export function weightShares(weights: WeightMap): Record<string, number> {
  const total = sumOfAbsolutes(weights);
  return Object.fromEntries(
    Object.entries(weights).map(([modality, weight]) => [
      modality,
      total === 0 ? 0 : Math.round((weight / total) * 100) + 0,
    ]),
  );
}

/** The same weight for every modality. */
export function equalWeights(modalities: readonly string[]): WeightMap {
  return Object.fromEntries(modalities.map((modality) => [modality, 0.5]));
}

/** A weight for each of the modalities, in their order: unknown ones are dropped, missing ones are 0. */
export function completeWeights(weights: WeightMap, modalities: readonly string[]): WeightMap {
  return Object.fromEntries(modalities.map((modality) => [modality, weights[modality] ?? 0]));
}

/** Only the weights that differ from 0, as the API wants them. */
export function givenWeights(weights: WeightMap): Record<string, number> {
  return Object.fromEntries(Object.entries(weights).filter(([, weight]) => weight !== 0));
}

export function hasNoWeight(weights: WeightMap): boolean {
  return sumOfAbsolutes(weights) === 0;
}

/** True where both put the same share on each modality: [0.5, 0.5] is the same as [1, 1]. */
export function haveSameShares(a: WeightMap, b: WeightMap): boolean {
  const [totalA, totalB] = [sumOfAbsolutes(a), sumOfAbsolutes(b)];
  if (totalA === 0 || totalB === 0) return totalA === totalB;
  const modalities = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...modalities].every(
    (modality) => Math.abs((a[modality] ?? 0) / totalA - (b[modality] ?? 0) / totalB) < 1e-6,
  );
}

function sumOfAbsolutes(weights: WeightMap): number {
  return Object.values(weights).reduce((sum, weight) => sum + Math.abs(weight), 0);
}
