export interface MeanAndError {
  readonly mean: number;
  /** Standard error of the mean. */
  readonly error: number;
}

/** Mean of several draws, and sample deviation / √n; with one draw the error is unknown (NaN). `values` is not empty. */
export function meanAndError(values: readonly number[]): MeanAndError {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / (values.length - 1) / values.length) };
}

/** Standard error of a share `p` of `trials` independent answers: √(p (1 - p) / trials). */
export function shareError(p: number, trials: number): number {
  return Math.sqrt((p * (1 - p)) / trials);
}
