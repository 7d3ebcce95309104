import { TurnTaking } from './turn-taking.ts';

export interface EigenDecomposition {
  /** [size], falling. */
  readonly values: readonly number[];
  /** [size][size]: the unit vector of each value; orthonormal. */
  readonly vectors: readonly Float64Array[];
}

const MAX_SWEEPS = 60;
const EPSILON = 1e-14;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, by cyclic Jacobi rotations (Golub and Van Loan, 2013, §8.5): O(size³) per
 * sweep, about seven sweeps; gives way to other work. `matrix` is [size][size] and is left alone.
 */
export async function symmetricEigen(matrix: readonly Float64Array[]): Promise<EigenDecomposition> {
  const size = matrix.length;
  const work = matrix.map((row) => row.slice());
  const vectors = work.map((_, index) => Float64Array.from({ length: size }, (_unused, at) => (at === index ? 1 : 0)));
  const scale = Math.max(...work.map((row) => row.reduce((sum, value) => sum + value * value, 0)), 0);
  const turns = new TurnTaking();
  for (let sweep = 0; sweep < MAX_SWEEPS && offDiagonal(work) > EPSILON ** 2 * scale * size; sweep++)
    for (let p = 0; p < size - 1; p++) {
      for (let q = p + 1; q < size; q++) rotate(work, vectors, [p, q]);
      if (turns.isDue((size - p) * size * 6)) await turns.next();
    }
  const order = work.map((row, index) => ({ index, value: row[index]! })).sort((a, b) => b.value - a.value);
  return { values: order.map(({ value }) => value), vectors: order.map(({ index }) => vectors[index]!) };
}

function offDiagonal(matrix: readonly Float64Array[]): number {
  let sum = 0;
  for (const [p, row] of matrix.entries()) for (let q = p + 1; q < row.length; q++) sum += row[q]! ** 2;
  return sum;
}

/** Makes entry (p, q) zero. The matrix stays symmetric: both halves are kept. */
function rotate(matrix: readonly Float64Array[], vectors: readonly Float64Array[], [p, q]: [number, number]): void {
  const [rowP, rowQ] = [matrix[p]!, matrix[q]!];
  const pivot = rowP[q]!;
  if (pivot === 0) return;
  const theta = (rowQ[q]! - rowP[p]!) / (2 * pivot);
  const tangent =
    Math.abs(theta) > 1e150 ? 0.5 / theta : Math.sign(theta || 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = tangent * cosine;
  const [diagonalP, diagonalQ] = [rowP[p]! - tangent * pivot, rowQ[q]! + tangent * pivot];
  turn(rowP, rowQ, cosine, sine);
  for (let i = 0; i < matrix.length; i++) {
    matrix[i]![p] = rowP[i]!;
    matrix[i]![q] = rowQ[i]!;
  }
  rowP[p] = diagonalP;
  rowQ[q] = diagonalQ;
  rowP[q] = 0;
  rowQ[p] = 0;
  turn(vectors[p]!, vectors[q]!, cosine, sine);
}

function turn(left: Float64Array, right: Float64Array, cosine: number, sine: number): void {
  for (let i = 0; i < left.length; i++) {
    const [a, b] = [left[i]!, right[i]!];
    left[i] = cosine * a - sine * b;
    right[i] = sine * a + cosine * b;
  }
}
