import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRetryAfter, retryDelayMs } from './retry-delay.ts';

describe('retryDelayMs', () => {
  it.each([
    [1, 0.5, undefined, 125],
    [2, 0.5, undefined, 250],
    [3, 0.999, undefined, 999],
    [20, 0.5, undefined, 2500],
    [1, 0.5, 2000, 2125],
  ])('after failure %i with chance %d and Retry-After %s is %d ms', (failures, random, retryAfterMs, expected) => {
    expect(retryDelayMs(failures, random, retryAfterMs)).toBeCloseTo(expected, 9);
  });

  it('is never shorter than the server asks for and at most 5 s longer', () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), random, fc.nat(100_000), (failures, chance, asked) => {
        const delay = retryDelayMs(failures, chance, asked);
        expect(delay).toBeGreaterThanOrEqual(asked);
        expect(delay).toBeLessThanOrEqual(asked + 5000);
      }),
    );
  });
});

describe('readRetryAfter', () => {
  const now = Date.parse('Wed, 25 Nov 2026 10:00:00 GMT');
  it.each([
    ['3', 3000],
    [' 0 ', 0],
    ['Wed, 25 Nov 2026 10:00:07 GMT', 7000],
    ['Wed, 25 Nov 2026 09:00:00 GMT', 0],
    ['-1', undefined],
    ['soon', undefined],
    ['2026', 2_026_000],
    ['2026-11-25', undefined],
    ['', undefined],
    [undefined, undefined],
    [['1', '2'], undefined],
  ])('%j is %s ms', (header, expected) => {
    expect(readRetryAfter(header, now)).toBe(expected);
  });
});
