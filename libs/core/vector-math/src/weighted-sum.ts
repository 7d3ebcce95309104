/** Adds `weight × vector` to `target`, which has the same length. */
export function addScaled(target: Float32Array | Float64Array, vector: Float32Array, weight: number): void {
  for (let i = 0; i < target.length; i++) target[i] = target[i]! + weight * vector[i]!;
}

export interface WeightedVector {
  readonly vector: Float32Array;
  /** Any finite number; negative pushes away. */
  readonly weight: number;
}

/** Σ weight × vector, summed in float64: [dimension]. At least one part; all of one length. Not normalised. */
export function weightedSum(parts: readonly WeightedVector[]): Float32Array {
  const first = parts[0];
  if (first === undefined) throw new RangeError('A weighted sum needs at least one vector.');
  const sum = new Float64Array(first.vector.length);
  for (const { vector, weight } of parts) addScaled(sum, vector, weight);
  return Float32Array.from(sum);
}

/** The un-normalised mean: [dimension]. At least one vector; all of one length. */
export function mean(vectors: readonly Float32Array[]): Float32Array {
  return weightedSum(vectors.map((vector) => ({ vector, weight: 1 / vectors.length })));
}
