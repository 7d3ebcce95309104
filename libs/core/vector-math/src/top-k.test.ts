import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TopK } from './top-k.ts';

describe('TopK', () => {
  it('equals sort and slice, ties by the given order', () => {
    const scores = fc.array(fc.constantFrom(-1, 0, 0.5, 1, -Infinity, 3.25), { maxLength: 60 });
    fc.assert(
      fc.property(scores, fc.integer({ min: 1, max: 12 }), fc.boolean(), (given, limit, isReversed) => {
        const compareTies = (a: number, b: number) => (isReversed ? b - a : a - b);
        const best = new TopK(limit, compareTies);
        given.forEach((score, index) => best.offer(index, score));
        const expected = given
          .map((score, index) => ({ index, score }))
          .sort((a, b) => (a.score === b.score ? compareTies(a.index, b.index) : b.score - a.score))
          .slice(0, limit);
        expect(best.sorted()).toEqual(expected);
        expect(best.size).toBe(expected.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('tells which score still gets in', () => {
    const best = new TopK(2);
    best.offer(0, 5);
    expect(best.threshold).toBe(-Infinity);
    best.offer(1, 7);
    expect(best.threshold).toBe(5);
  });

  it.each([0, -1, 1.5, NaN])('refuses the limit %s', (limit) => {
    expect(() => new TopK(limit)).toThrow(RangeError);
  });
});
