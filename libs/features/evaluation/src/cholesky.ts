import { TurnTaking } from '@kindred/vector-math';

/**
 * Replaces the lower triangle of a symmetric positive definite matrix A by L with A = LLᵀ (Golub and Van Loan, 2013, §4.2);
 * what is above the diagonal is neither read nor written. Gives way to other work.
 *
 * @throws RangeError if the matrix is not positive definite
 */
export async function factorizeCholesky(matrix: readonly Float64Array[]): Promise<void> {
  const turns = new TurnTaking();
  for (const [i, row] of matrix.entries()) {
    for (let j = 0; j <= i; j++) {
      const other = matrix[j]!;
      let sum = row[j]!;
      for (let k = 0; k < j; k++) sum -= row[k]! * other[k]!;
      if (j < i) row[j] = sum / other[j]!;
      else if (sum > 0) row[j] = Math.sqrt(sum);
      else throw new RangeError(`The matrix is not positive definite: pivot ${String(i)} is ${String(sum)}.`);
    }
    if (turns.isDue((i * i) / 2)) await turns.next();
  }
}

/** x with LLᵀx = b, for the L of {@link factorizeCholesky}; `b` is left alone. */
export function solveCholesky(lower: readonly Float64Array[], b: Float64Array): Float64Array {
  const x = b.slice();
  for (const [i, row] of lower.entries()) {
    let sum = x[i]!;
    for (let k = 0; k < i; k++) sum -= row[k]! * x[k]!;
    x[i] = sum / row[i]!;
  }
  for (let i = lower.length - 1; i >= 0; i--) {
    const row = lower[i]!;
    const value = x[i]! / row[i]!;
    x[i] = value;
    for (let k = 0; k < i; k++) x[k] = x[k]! - row[k]! * value;
  }
  return x;
}
