import { createSeededRandom, type SeededRandom } from '@kindred/vector-math';

/** By section, then by style: the group of real vectors that photos, or texts, of that style come from. */
export type SectionPools = readonly (readonly number[])[];

const STYLES_PER_SECTION = 3;

/**
 * For each of `sections` sections a group for each of three styles, seeded; groups are shared between sections, as real looks are.
 * What shares a group of photos shares one of texts, so that things that look alike read alike too.
 */
export function assignPools(sections: number, poolCount: number, seed: number): SectionPools {
  const random = createSeededRandom(seed);
  return Array.from({ length: sections }, () => {
    const chosen = new Set<number>();
    while (chosen.size < Math.min(STYLES_PER_SECTION, poolCount)) chosen.add(random.integer(poolCount));
    return [...chosen];
  });
}

/** A row of any of the groups, large groups more often. @throws RangeError if all are empty */
export function drawRow(pools: readonly Int32Array[], random: SeededRandom): number {
  let position = random.integer(pools.reduce((sum, pool) => sum + pool.length, 0));
  for (const pool of pools) {
    if (position < pool.length) return pool[position]!;
    position -= pool.length;
  }
  throw new RangeError('every group of vectors is empty');
}
