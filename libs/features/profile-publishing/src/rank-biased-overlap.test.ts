import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankBiasedOverlap } from './rank-biased-overlap.ts';

const letters = [...'abcdefghijklmnop'];
const ranking = fc.shuffledSubarray(letters, { minLength: 0, maxLength: 12 });
const persistence = fc.double({ min: 0.05, max: 0.97, noNaN: true });

describe('rankBiasedOverlap', () => {
  it('of abc and acb at p = 0.9', () => {
    // Overlaps 1, 1, 3. Σ = 1/1·0.9 + 1/2·0.81 + 3/3·0.729 = 2.034; (1-p)/p·Σ = 0.226; + 3/3·0.729 = 0.955.
    expect(rankBiasedOverlap(['a', 'b', 'c'], ['a', 'c', 'b'], 0.9)).toBeCloseTo(0.955, 12);
  });

  it('of ab and axb at p = 0.5, where one is shorter', () => {
    // s = 2, l = 3; overlaps 1, 1, 2. Σ = 1·0.5 + 1/2·0.25 + (2/3 + 1·1/(2·3))·0.125 = 0.7291666…
    // (1-p)/p = 1; tail ((2 - 1)/3 + 1/2)·0.125 = 0.1041666…; together 0.8333…
    expect(rankBiasedOverlap(['a', 'b'], ['a', 'x', 'b'], 0.5)).toBeCloseTo(5 / 6, 12);
  });

  it('counts a change at the top more than one at the bottom', () => {
    const live = [...'abcdefghij'];
    expect(rankBiasedOverlap(live, [...'xbcdefghij'])).toBeLessThan(rankBiasedOverlap(live, [...'abcdefghix']));
  });

  it('is 1 for the same, 0 for nothing in common, and knows empty rankings', () => {
    fc.assert(
      fc.property(ranking, persistence, (items, p) => {
        expect(rankBiasedOverlap(items, items, p)).toBeCloseTo(1, 12);
        const others = items.map((item) => `${item}'`);
        if (items.length > 0) expect(rankBiasedOverlap(items, others, p)).toBe(0);
        if (items.length > 0) expect(rankBiasedOverlap(items, [], p)).toBe(0);
      }),
    );
    expect(rankBiasedOverlap([], [])).toBe(1);
  });

  it('lies in [0, 1], whichever comes first', () => {
    fc.assert(
      fc.property(ranking, ranking, persistence, (left, right, p) => {
        const overlap = rankBiasedOverlap(left, right, p);
        expect(overlap).toBeGreaterThanOrEqual(0);
        expect(overlap).toBeLessThanOrEqual(1);
        expect(rankBiasedOverlap(right, left, p)).toBe(overlap);
      }),
    );
  });

  it('is the infinite sum of agreements, the last one going on for ever', () => {
    const pairs = fc.integer({ min: 1, max: 10 }).chain((length) => {
      const ofLength = fc.shuffledSubarray(letters, { minLength: length, maxLength: length });
      return fc.tuple(ofLength, ofLength);
    });
    fc.assert(
      fc.property(pairs, fc.double({ min: 0.1, max: 0.9, noNaN: true }), ([left, right], p) => {
        let expected = 0;
        for (let depth = 1; depth <= 1000; depth++) {
          const k = Math.min(depth, left.length);
          const agreement = left.slice(0, k).filter((item) => right.slice(0, k).includes(item)).length / k;
          expected += (1 - p) * p ** (depth - 1) * agreement;
        }
        expect(rankBiasedOverlap(left, right, p)).toBeCloseTo(expected, 9);
      }),
    );
  });

  it('never falls when the two end in a further common item', () => {
    fc.assert(
      fc.property(ranking, persistence, (items, p) => {
        const right = items.toReversed();
        expect(rankBiasedOverlap([...items, 'z'], [...right, 'z'], p)).toBeGreaterThanOrEqual(
          rankBiasedOverlap(items, right, p) - 1e-12,
        );
      }),
    );
  });

  it('refuses an item that is named twice, and a persistence outside of (0, 1)', () => {
    expect(() => rankBiasedOverlap(['a', 'b', 'a'], ['a', 'b', 'c'])).toThrow("item 'a' is named twice");
    expect(() => rankBiasedOverlap(['a'], ['b', 'c', 'b'])).toThrow("item 'b' is named twice");
    for (const p of [0, 1, -1, NaN]) expect(() => rankBiasedOverlap(['a'], ['a'], p)).toThrow('between 0 and 1');
  });
});
