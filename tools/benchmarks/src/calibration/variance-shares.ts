/**
 * What share of the variance of a score each of its terms makes: share_m = cov(term_m, score) / var(score), score = Σ terms.
 * Shares add up to 1; a term that runs against the others has a negative one.
 * @param rows [samples][terms], at least two samples
 * @returns [terms]; all 0 where the score doesn't vary
 */
export function varianceShares(rows: readonly (readonly number[])[]): number[] {
  const [first] = rows;
  if (first === undefined || rows.length < 2) throw new RangeError('shares of a variance need at least two samples');
  const means = first.map((_, term) => rows.reduce((sum, row) => sum + row[term]!, 0) / rows.length);
  const covariances = first.map(() => 0);
  for (const row of rows) {
    const deviations = row.map((value, term) => value - means[term]!);
    const ofScore = deviations.reduce((sum, deviation) => sum + deviation, 0);
    deviations.forEach((deviation, term) => (covariances[term] = covariances[term]! + deviation * ofScore));
  }
  const variance = covariances.reduce((sum, covariance) => sum + covariance, 0);
  return covariances.map((covariance) => (variance > 0 ? covariance / variance : 0));
}

/** How far the share that is farthest from equal is from it, relative: shares .3 and .7 of two → 0.4. */
export function worstDeviation(shares: readonly number[]): number {
  return Math.max(...shares.map((share) => Math.abs(share * shares.length - 1)));
}
