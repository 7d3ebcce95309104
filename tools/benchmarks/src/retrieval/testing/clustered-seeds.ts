import { createSeededRandom, normalizeInPlace, randomUnitVector } from '@kindred/vector-math';
import type { SeedEmbeddings } from '../data/seed-embeddings.ts';

const ROWS = 600;
const CLUSTERS = 12;
const DIMENSIONS = { image: 32, text: 24 };

/** Small vectors in clusters, in place of real embeddings. */
export function clusteredSeeds(): SeedEmbeddings {
  return {
    image: clustered(DIMENSIONS.image, 1),
    text: clustered(DIMENSIONS.text, 2),
    dimensions: DIMENSIONS,
    description: 'clustered random vectors',
  };
}

/** [rows, dimension], unit length. */
function clustered(dimension: number, seed: number): Float32Array {
  const random = createSeededRandom(seed);
  const centres = Array.from({ length: CLUSTERS }, () => randomUnitVector(random, dimension));
  const vectors = new Float32Array(ROWS * dimension);
  for (let row = 0; row < ROWS; row++) {
    const vector = vectors.subarray(row * dimension, (row + 1) * dimension);
    vector.set(centres[random.integer(CLUSTERS)]!);
    for (let i = 0; i < dimension; i++) vector[i]! += (0.5 / Math.sqrt(dimension)) * random.gaussian();
    normalizeInPlace(vector);
  }
  return vectors;
}
