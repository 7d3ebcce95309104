import { createSeededRandom, randomUnitVector } from '@kindred/vector-math';

/** Row-major [rows][dimension] of random unit vectors: what is left when an encoder sees nothing. */
export function randomRows(rows: number, dimension: number, seed: number): Float32Array {
  const random = createSeededRandom(seed);
  const data = new Float32Array(rows * dimension);
  for (let row = 0; row < rows; row++) data.set(randomUnitVector(random, dimension), row * dimension);
  return data;
}
