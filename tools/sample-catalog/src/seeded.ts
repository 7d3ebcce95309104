import { createSeededRandom, type SeededRandom } from '@kindred/vector-math';

/** Spreads a whole number over 32 bits: the finaliser of MurmurHash3 (Appleby, public domain). */
export function mix32(value: number): number {
  let mixed = value >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** A stream of its own for the `index`-th thing of a kind, so that any thing can be made without those before it. */
export function streamOf(seed: number, kind: number, index: number): SeededRandom {
  return createSeededRandom(mix32(mix32(mix32(seed) + kind) + index));
}

export function pick<T>(random: SeededRandom, values: readonly T[]): T {
  return values[random.integer(values.length)] as T;
}

/** Fisher and Yates; leaves the input as it is. */
export function shuffled<T>(random: SeededRandom, values: readonly T[]): T[] {
  const result = [...values];
  for (let last = result.length - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return result;
}

export function between(random: SeededRandom, min: number, max: number): number {
  return min + (max - min) * random.next();
}

/** Index drawn in proportion to weights given as their running sum [count], rising. */
export function drawIndex(random: SeededRandom, runningSum: ArrayLike<number>): number {
  const target = random.next() * (runningSum[runningSum.length - 1] as number);
  let low = 0;
  let high = runningSum.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((runningSum[middle] as number) > target) high = middle;
    else low = middle + 1;
  }
  return low;
}

export function runningSumOf(weights: readonly number[]): Float64Array {
  let sum = 0;
  return Float64Array.from(weights, (weight) => (sum += weight));
}
