import { createSeededRandom, type SeededRandom } from '@kindred/vector-math';

/** Groups of real vectors that a section of the shop draws its photos, or its texts, from. */
export type SectionPools = readonly (readonly number[])[];

const POOLS_PER_SECTION = 3;

/** For each of `sections` sections three of `poolCount` groups, seeded; groups are shared between sections, as real looks are. */
export function assignPools(sections: number, poolCount: number, seed: number): SectionPools {
  const random = createSeededRandom(seed);
  return Array.from({ length: sections }, () => {
    const chosen = new Set<number>();
    while (chosen.size < Math.min(POOLS_PER_SECTION, poolCount)) chosen.add(random.integer(poolCount));
    return [...chosen];
  });
}

/** A row of one of the section's groups, large groups more often; of any group where the item has no section. */
export function drawRow(
  pools: readonly Int32Array[],
  chosen: readonly number[] | undefined,
  random: SeededRandom,
): number {
  const candidates = (chosen ?? [...pools.keys()]).map((pool) => pools[pool]!);
  let position = random.integer(candidates.reduce((sum, pool) => sum + pool.length, 0));
  for (const pool of candidates) {
    if (position < pool.length) return pool[position]!;
    position -= pool.length;
  }
  throw new Error('every group of vectors is empty');
}
