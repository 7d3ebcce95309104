/** Rows that may be among a query's best, each with bounds of its score. Three arrays of one length. */
export interface CandidateList {
  readonly rows: Uint32Array;
  readonly lower: Float32Array;
  readonly upper: Float32Array;
}

/** The candidates whose upper bound is at least `threshold`, in the order given. */
export function keepReaching(lists: readonly CandidateList[], threshold: number): CandidateList {
  let count = 0;
  for (const { upper } of lists) for (const bound of upper) if (bound >= threshold) count++;
  const kept = { rows: new Uint32Array(count), lower: new Float32Array(count), upper: new Float32Array(count) };
  let at = 0;
  for (const { rows, lower, upper } of lists) {
    for (let i = 0; i < rows.length; i++) {
      if (!(upper[i]! >= threshold)) continue;
      kept.rows[at] = rows[i]!;
      kept.lower[at] = lower[i]!;
      kept.upper[at++] = upper[i]!;
    }
  }
  return kept;
}
