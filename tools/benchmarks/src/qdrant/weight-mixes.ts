import { createSeededRandom } from '@kindred/vector-math';

/** Weights on image, text, price, brand, section: corners, edges, centre, mixes, skewed, tabular, negatives; 27 in all. */
export const NAMED_WEIGHTS: readonly (readonly number[])[] = [
  ...[0, 1, 2, 3, 4].map((corner) => [0, 1, 2, 3, 4].map((block) => Number(block === corner))),
  ...[
    [0, 1],
    [0, 2],
    [0, 3],
    [0, 4],
    [1, 3],
    [1, 2],
  ].map((pair) => [0, 1, 2, 3, 4].map((block) => (pair.includes(block) ? 0.5 : 0))),
  [0.2, 0.2, 0.2, 0.2, 0.2],
  [0.35, 0.3, 0.1, 0.1, 0.15],
  [0.6, 0.2, 0, 0, 0.2],
  [0.2, 0.6, 0, 0.2, 0],
  [0.3, 0.2, 0, 0.5, 0],
  [0.3, 0, 0.5, 0, 0.2],
  ...[0, 1, 2, 3, 4].map((most) => [0, 1, 2, 3, 4].map((block) => (block === most ? 0.9 : 0.025))),
  [0, 0, 0.33, 0.33, 0.34],
  [-1, 0, 0, 0, 0],
  [0.7, 0, 0, -0.3, 0],
  [-0.3, 0.7, 0, 0, 0],
  [0.3, 0.3, -0.2, 0, 0.2],
];

/** Uniform on the simplex; every second one without some blocks, every third with some signs turned. */
export function randomWeights(count: number, seed: number): number[][] {
  const random = createSeededRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const kept = random.integer(5);
    const shares = [0, 1, 2, 3, 4].map((block) => {
      const share = -Math.log(1 - random.next());
      const isDropped = index % 2 === 1 && block !== kept && random.next() < 0.5;
      const sign = index % 3 === 2 && random.next() < 0.4 ? -1 : 1;
      return isDropped ? 0 : sign * share;
    });
    const total = shares.reduce((sum, share) => sum + Math.abs(share), 0);
    return shares.map((share) => share / total);
  });
}
