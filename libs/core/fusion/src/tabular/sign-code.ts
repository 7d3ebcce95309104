import { createHash } from 'node:crypto';

/** How long codes are, at most: the bits of a SHA-512. */
export const MAX_CODE_DIMENSION = 512;

/**
 * A unit vector that belongs to the text: ±1/√dimension by the bits of its SHA-512. Equal texts have dot product 1,
 * different ones 0 ± 1/√dimension (0.125 at 64 dimensions), like random vectors. The same on every machine, with no table to keep.
 */
export function signCode(text: string, dimension: number): Float32Array {
  if (!Number.isInteger(dimension) || dimension < 1 || dimension > MAX_CODE_DIMENSION)
    throw new RangeError(`A code has 1 to ${String(MAX_CODE_DIMENSION)} dimensions, not ${String(dimension)}.`);
  const bits = createHash('sha512').update(text).digest();
  const size = 1 / Math.sqrt(dimension);
  return Float32Array.from({ length: dimension }, (_, i) => ((bits[i >> 3]! >> (i & 7)) & 1 ? size : -size));
}
