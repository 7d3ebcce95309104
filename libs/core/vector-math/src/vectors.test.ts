import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dot, dotAt, lengthOf } from './dot.ts';
import { normalized, normalizeInPlace } from './normalize.ts';
import { mean, weightedSum } from './weighted-sum.ts';

const values = (length: number) =>
  fc.float32Array({ min: -1000, max: 1000, noNaN: true, minLength: length, maxLength: length });
const pair = fc.integer({ min: 0, max: 33 }).chain((length) => fc.tuple(values(length), values(length)));
const exactDot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

describe('dot', () => {
  it('is Σ left · right: 1·4 + 2·5 + 3·6 = 32', () => {
    expect(dot(Float32Array.of(1, 2, 3), Float32Array.of(4, 5, 6))).toBe(32);
  });

  it('agrees with the plain sum, is symmetric, and reads from offsets', () => {
    fc.assert(
      fc.property(pair, fc.nat(5), fc.nat(5), ([a, b], before, behind) => {
        expect(dot(a, b)).toBeCloseTo(exactDot(a, b), 4);
        expect(dot(b, a)).toBe(dot(a, b));
        const padded = new Float32Array(before + a.length + behind).fill(7);
        padded.set(a, before);
        expect(dotAt({ data: padded, offset: before }, { data: b, offset: 0 }, a.length)).toBeCloseTo(
          exactDot(a, b),
          4,
        );
      }),
    );
  });
});

describe('normalize', () => {
  it('scales [3, 4] of length 5 to [0.6, 0.8]', () => {
    const vector = Float32Array.of(3, 4);
    expect(normalized(vector)).toEqual(Float32Array.of(0.6, 0.8));
    expect(vector).toEqual(Float32Array.of(3, 4));
    expect(normalizeInPlace(vector)).toBe(vector);
    expect(vector).toEqual(Float32Array.of(0.6, 0.8));
  });

  it('leaves the zero vector zero', () => {
    expect(normalized(new Float32Array(3))).toEqual(new Float32Array(3));
  });

  it('gives unit length, keeps the direction, and changes nothing when done twice', () => {
    fc.assert(
      fc.property(values(9), (vector) => {
        fc.pre(lengthOf(vector) > 1e-6);
        const once = normalized(vector);
        expect(lengthOf(once)).toBeCloseTo(1, 6);
        expect(dot(once, vector) / lengthOf(vector)).toBeCloseTo(1, 6);
        expect(dot(normalized(once), once)).toBeCloseTo(1, 6);
      }),
    );
  });
});

describe('weightedSum and mean', () => {
  it('2·[1, 0] - 1·[0, 3] = [2, -3]; the mean of [1, 0] and [0, 3] is [0.5, 1.5]', () => {
    const left = Float32Array.of(1, 0);
    const right = Float32Array.of(0, 3);
    const sum = weightedSum([
      { vector: left, weight: 2 },
      { vector: right, weight: -1 },
    ]);
    expect(sum).toEqual(Float32Array.of(2, -3));
    expect(mean([left, right])).toEqual(Float32Array.of(0.5, 1.5));
  });

  it('refuses nothing at all', () => {
    expect(() => weightedSum([])).toThrow(RangeError);
    expect(() => mean([])).toThrow(RangeError);
  });

  it('expects a dot product with the mean to be the mean of the dot products', () => {
    fc.assert(
      fc.property(fc.array(values(5), { minLength: 1, maxLength: 8 }), values(5), (vectors, query) => {
        const expected = vectors.reduce((sum, vector) => sum + dot(vector, query), 0) / vectors.length;
        expect(Math.abs(dot(mean(vectors), query) - expected)).toBeLessThan(1);
      }),
    );
  });
});
