/**
 * How many of `size` fall to each group: a systematic sample (Madow and Madow, 1944) of the groups' members in a row, every
 * n-th from `start`. Each group gets its proportional share, rounded up or down; together they get `size`.
 * @param counts members per group; together more than `size`. @param start in [0, 1)
 */
export function sampleQuotas(counts: readonly number[], size: number, start: number): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let before = 0;
  return counts.map((count) => {
    const first = Math.floor((before * size) / total + start);
    before += count;
    return Math.floor((before * size) / total + start) - first;
  });
}
