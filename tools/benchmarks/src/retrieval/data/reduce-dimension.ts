import { createSeededRandom, dotAt, normalizeInPlace } from '@kindred/vector-math';

/** Rounds of the power method; the share kept no longer changes in its third digit. */
const ROUNDS = 8;

/**
 * Projects unit vectors [rows, from] on their `to` leading principal directions, uncentred, and makes them unit length again:
 * the projection of that rank that keeps dot products best (Eckart and Young, 1936). Directions by orthogonal iteration
 * (Golub and Van Loan, Matrix Computations, 8.2.4) on the second-moment matrix.
 */
export function reduceDimension(
  vectors: Float32Array,
  { from, to }: { from: number; to: number },
): { vectors: Float32Array; keptShare: number } {
  const rows = vectors.length / from;
  const moments = secondMoments(vectors, from);
  const random = createSeededRandom(1);
  let basis: Float32Array = Float32Array.from({ length: to * from }, () => random.gaussian());
  for (let round = 0; round < ROUNDS; round++) {
    orthonormalize(basis, from);
    basis = multiply(basis, moments, from);
  }
  orthonormalize(basis, from);
  const reduced = new Float32Array(rows * to);
  let kept = 0;
  for (let row = 0; row < rows; row++) {
    const target = reduced.subarray(row * to, (row + 1) * to);
    for (let k = 0; k < to; k++)
      target[k] = dotAt({ data: vectors, offset: row * from }, { data: basis, offset: k * from }, from);
    kept += target.reduce((sum, value) => sum + value * value, 0);
    normalizeInPlace(target);
  }
  return { vectors: reduced, keptShare: kept / rows };
}

/** Σ x xᵀ over the rows, [dimension, dimension]. */
function secondMoments(vectors: Float32Array, dimension: number): Float32Array {
  const sums = new Float32Array(dimension * dimension);
  for (let begin = 0; begin < vectors.length; begin += dimension) {
    for (let i = 0; i < dimension; i++) {
      const value = vectors[begin + i]!;
      if (value === 0) continue;
      const line = i * dimension;
      for (let j = 0; j <= i; j++) sums[line + j]! += value * vectors[begin + j]!;
    }
  }
  for (let i = 0; i < dimension; i++) for (let j = 0; j < i; j++) sums[j * dimension + i] = sums[i * dimension + j]!;
  return sums;
}

/** [k, dimension] × symmetric [dimension, dimension]. */
function multiply(basis: Float32Array, matrix: Float32Array, dimension: number): Float32Array {
  const product = new Float32Array(basis.length);
  for (let begin = 0; begin < basis.length; begin += dimension)
    for (let column = 0; column < dimension; column++)
      product[begin + column] = dotAt(
        { data: basis, offset: begin },
        { data: matrix, offset: column * dimension },
        dimension,
      );
  return product;
}

/** Modified Gram and Schmidt on the rows of [k, dimension]. */
function orthonormalize(basis: Float32Array, dimension: number): void {
  for (let begin = 0; begin < basis.length; begin += dimension) {
    const row = basis.subarray(begin, begin + dimension);
    for (let before = 0; before < begin; before += dimension) {
      const share = dotAt({ data: basis, offset: begin }, { data: basis, offset: before }, dimension);
      for (let i = 0; i < dimension; i++) row[i]! -= share * basis[before + i]!;
    }
    normalizeInPlace(row);
  }
}
