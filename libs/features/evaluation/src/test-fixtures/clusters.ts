import { createSeededRandom, normalizeInPlace } from '@kindred/vector-math';
import type { LabelledVectors } from '../labelled-vectors.ts';

/** Unit vectors around one axis per class; `spread` 0: all on the axis. Classes take turns. */
export function clusters(
  rows: number,
  { classes, dimension, spread, seed }: { classes: number; dimension: number; spread: number; seed: number },
): LabelledVectors {
  const random = createSeededRandom(seed);
  const data = new Float32Array(rows * dimension);
  const labels = Int32Array.from({ length: rows }, (_, row) => row % classes);
  for (const [row, label] of labels.entries()) {
    const vector = data.subarray(row * dimension, (row + 1) * dimension);
    for (let i = 0; i < dimension; i++) vector[i] = spread * random.gaussian() + (i === label ? 1 : 0);
    normalizeInPlace(vector);
  }
  return { dimension, data, labels };
}
