import fc from 'fast-check';
import { expect, it } from 'vitest';
import { varianceShares, worstDeviation } from './variance-shares.ts';

it('is cov(term, score) / var(score): terms ±1 and ±2, independent → 1/5 and 4/5, 60 % from equal', () => {
  // Scores 3, -1, 1, -3 have variance 5; cov(first, score) = (3 - 1 - 1 + 3) / 4 = 1, cov(second, score) = 16 / 4 = 4.
  const shares = varianceShares([
    [1, 2],
    [1, -2],
    [-1, 2],
    [-1, -2],
  ]);
  expect(shares).toEqual([0.2, 0.8]);
  expect(worstDeviation(shares)).toBeCloseTo(0.6, 12);
});

it('adds up to 1, and does not see what is the same for all', () => {
  const value = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value, value), { minLength: 2, maxLength: 20 }), (rows) => {
      const scores = rows.map((row) => row[0] + row[1] + row[2]);
      fc.pre(Math.max(...scores) - Math.min(...scores) > 1e-3);
      const shares = varianceShares(rows);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      const shifted = varianceShares(rows.map(([a, b, c]) => [a + 0.5, b, c]));
      shifted.forEach((share, term) => expect(share).toBeCloseTo(shares[term]!, 6));
    }),
  );
});

it('has no shares of a score that is the same everywhere, and refuses too few samples', () => {
  const same = [
    [1, 2],
    [1, 2],
  ];
  expect(varianceShares(same)).toEqual([0, 0]);
  expect(() => varianceShares([[1]])).toThrow(RangeError);
});
