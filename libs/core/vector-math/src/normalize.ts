import { lengthOf } from './dot.ts';

/** Scales to unit length in place and returns the same array; the zero vector stays zero. Values are finite. */
export function normalizeInPlace(vector: Float32Array): Float32Array {
  const length = lengthOf(vector);
  if (length === 0) return vector;
  for (let i = 0; i < vector.length; i++) vector[i] = vector[i]! / length;
  return vector;
}

/** A copy of unit length; the zero vector stays zero. */
export function normalized(vector: Float32Array): Float32Array {
  return normalizeInPlace(vector.slice());
}
