import { DimensionMismatchError, InvalidVectorError } from './errors.ts';

/**
 * Checks length and that every value is finite. `x - x` is 0 for finite x and NaN for NaN and ±∞, so that one sum
 * decides for the whole vector; only a bad one is looked through again.
 *
 * @throws DimensionMismatchError, InvalidVectorError
 */
export function validateFinite(what: string, vector: Float32Array, dimension: number): void {
  if (vector.length !== dimension) throw new DimensionMismatchError(what, dimension, vector.length);
  let sum = 0;
  for (let index = 0; index < dimension; index++) sum += vector[index]! - vector[index]!;
  if (sum === 0) return;
  const index = vector.findIndex((value) => !Number.isFinite(value));
  throw new InvalidVectorError(what, index, vector[index] ?? Number.NaN);
}
