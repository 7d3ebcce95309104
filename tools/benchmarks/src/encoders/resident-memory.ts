/** Mean of the last quarter of samples over that of the first: 1 is flat. At least four samples. */
export function lastOverFirst(samples: readonly number[]): number {
  if (samples.length < 4) throw new RangeError(`lastOverFirst needs at least 4 samples, not ${String(samples.length)}`);
  const quarter = Math.floor(samples.length / 4);
  const mean = (part: readonly number[]) => part.reduce((sum, value) => sum + value, 0) / part.length;
  return mean(samples.slice(-quarter)) / mean(samples.slice(0, quarter));
}
