/** One vector inside a larger array. */
export interface VectorView {
  readonly data: Float32Array;
  /** Index of the first value. */
  readonly offset: number;
}

/** Σ left[i] · right[i] in float64. Both have the same length. Allocates nothing. */
export function dot(left: Float32Array, right: Float32Array): number {
  let even = 0;
  let odd = 0;
  const length = left.length;
  let i = 0;
  // Two sums break the chain of dependent additions.
  for (const end = length - 1; i < end; i += 2) {
    even += left[i]! * right[i]!;
    odd += left[i + 1]! * right[i + 1]!;
  }
  if (i < length) even += left[i]! * right[i]!;
  return even + odd;
}

/** Dot product of `dimension` values from `left.offset` and `right.offset`: rows and blocks need no copy. */
export function dotAt(left: VectorView, right: VectorView, dimension: number): number {
  const a = left.data;
  const b = right.data;
  let sum = 0;
  let j = right.offset;
  for (let i = left.offset, end = i + dimension; i < end; i++, j++) sum += a[i]! * b[j]!;
  return sum;
}

/** √Σ v², in float64. */
export function lengthOf(vector: Float32Array): number {
  return Math.sqrt(dot(vector, vector));
}
