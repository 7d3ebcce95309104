/**
 * The value below which a share `p` of the samples lies, by linear interpolation between order statistics (R's type 7).
 * @param samples any order, not empty
 * @param p in [0, 1]
 */
export function quantile(samples: readonly number[], p: number): number {
  const sorted = Float64Array.from(samples).sort();
  const position = (sorted.length - 1) * p;
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) throw new RangeError('quantile of no samples');
  return below + (above - below) * (position - Math.floor(position));
}
