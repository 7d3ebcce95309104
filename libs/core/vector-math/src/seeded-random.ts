/** A stream of pseudo-random numbers that is the same for the same seed on every machine. Not for secrets. */
export interface SeededRandom {
  /** Uniform in [0, 1), 32 bits. */
  next(): number;
  /** Uniform whole number in [0, bound); `bound` from 1 to 2³². */
  integer(bound: number): number;
  /** Normal with mean 0 and deviation 1. */
  gaussian(): number;
}

/** Mulberry32 (Tommy Ettinger, 2017, public domain): period 2³², enough for sampling and codes. */
export function createSeededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    integer: (bound) => Math.floor(next() * bound),
    // Box and Muller (1958); 1 - next() lies in (0, 1], so that the logarithm is finite.
    gaussian: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}

/** FNV-1a over UTF-16 units (Fowler, Noll, Vo): a 32-bit seed from a text. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  return hash >>> 0;
}

/** [dimension], unit length, uniform on the sphere; the same for the same seed. Two of them have dot product 0 ± 1/√dimension. */
export function randomUnitVector(random: SeededRandom, dimension: number): Float32Array {
  const values = Float64Array.from({ length: dimension }, () => random.gaussian());
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return Float32Array.from(values, (value) => value / length);
}
