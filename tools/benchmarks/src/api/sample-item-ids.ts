import { createSeededRandom } from '@kindred/vector-math';

/** `count` ids of a generated catalogue of `items` items, seeded, each at most once. */
export function sampleItemIds(items: number, count: number, seed: number): string[] {
  const random = createSeededRandom(seed);
  const chosen = new Set<number>();
  while (chosen.size < Math.min(count, items)) chosen.add(random.integer(items));
  return [...chosen].map((index) => `g${String(index + 1).padStart(8, '0')}`);
}
