import type { SeededRandom } from './seeded-random.ts';
import { TurnTaking } from './turn-taking.ts';

/** Of a vector's length; what is left below it is rounding. */
const MIN_REMAINDER = 1e-9;

/**
 * Makes vectors orthonormal in place, in order (modified Gram and Schmidt, each twice against rounding). One that depends on
 * those before it is replaced by a random direction, so the result always has as many. [count][dimension], count ≤ dimension.
 */
export async function orthonormalizeInPlace(vectors: readonly Float64Array[], random: SeededRandom): Promise<void> {
  const turns = new TurnTaking();
  for (const [index, vector] of vectors.entries()) {
    let length = lengthOf(vector);
    for (let attempt = 0; ; attempt++) {
      const before = length;
      for (let pass = 0; pass < 2; pass++)
        for (let other = 0; other < index; other++) subtractProjection(vector, vectors[other]!);
      length = lengthOf(vector);
      if (length > MIN_REMAINDER * Math.max(before, Number.MIN_VALUE) && length > 0) break;
      for (let i = 0; i < vector.length; i++) vector[i] = random.gaussian();
      length = lengthOf(vector);
    }
    for (let i = 0; i < vector.length; i++) vector[i] = vector[i]! / length;
    if (turns.isDue(4 * index * vector.length)) await turns.next();
  }
}

function subtractProjection(vector: Float64Array, direction: Float64Array): void {
  let along = 0;
  for (let i = 0; i < vector.length; i++) along += vector[i]! * direction[i]!;
  for (let i = 0; i < vector.length; i++) vector[i] = vector[i]! - along * direction[i]!;
}

function lengthOf(vector: Float64Array): number {
  let sum = 0;
  for (const value of vector) sum += value * value;
  return Math.sqrt(sum);
}
