import type { Weights } from '@kindred/catalog';
import { addScaled, dot, normalizeInPlace } from '@kindred/vector-math';

/** Modality → unit block, only those that the item truly has. */
export type Blocks = ReadonlyMap<string, Float32Array>;

/**
 * Similarity of two items under weights: Σ |weight| × dot over the modalities that both have, divided by the Σ |weight| of all.
 * In [-1, 1]; 1 only for items that are alike in everything that has a weight.
 */
export function itemSimilarity(left: Blocks, right: Blocks, weights: Weights): number {
  let sum = 0;
  let total = 0;
  for (const [modality, weight] of Object.entries(weights)) {
    total += Math.abs(weight);
    const [a, b] = [left.get(modality), right.get(modality)];
    if (a !== undefined && b !== undefined) sum += Math.abs(weight) * dot(a, b);
  }
  return total === 0 ? 0 : sum / total;
}

/**
 * Items as unit vectors whose dot product is {@link itemSimilarity}, but for what an item lacks: blocks scaled by √|weight|, side by side, zeros for missing ones.
 */
export function itemVectors(items: readonly Blocks[], weights: Weights): Float32Array[] {
  const places: { modality: string; offset: number; scale: number }[] = [];
  let dimension = 0;
  for (const [modality, weight] of Object.entries(weights)) {
    const length = items.find((blocks) => blocks.has(modality))?.get(modality)?.length ?? 0;
    if (weight === 0 || length === 0) continue;
    places.push({ modality, offset: dimension, scale: Math.sqrt(Math.abs(weight)) });
    dimension += length;
  }
  return items.map((blocks) => {
    const vector = new Float32Array(dimension);
    for (const { modality, offset, scale } of places) {
      const block = blocks.get(modality);
      if (block !== undefined) addScaled(vector.subarray(offset, offset + block.length), block, scale);
    }
    return normalizeInPlace(vector);
  });
}
