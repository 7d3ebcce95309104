import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryDelayMs } from './retry-delay.ts';

const LIMITS = { firstDelayMs: 200, maxDelayMs: 1000 };
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('retryDelayMs', () => {
  it('doubles to its end: 200, 400, 800, 1000 ms times 0.5 + 0.5 · 0.6', () => {
    const delays = [1, 2, 3, 4, 60].map((tries) => retryDelayMs({ tries, now: 0, random: 0.6 }, LIMITS));
    expect(delays).toEqual([160, 320, 640, 800, 800]);
  });

  it('lies between half and all of the doubled delay', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), random, (tries, chance) => {
        const full = Math.min(1000, 200 * 2 ** (tries - 1));
        const delay = retryDelayMs({ tries, now: 0, random: chance }, LIMITS);
        expect(delay).toBeGreaterThanOrEqual(full / 2);
        expect(delay).toBeLessThanOrEqual(full);
      }),
    );
  });

  it.each([
    ['12', 12_000],
    ['0', 0],
    ['1.5', 1500],
    ['Thu, 01 Jan 1970 00:01:40 GMT', 40_000],
    ['Thu, 01 Jan 1970 00:00:10 GMT', 0],
  ])('waits as long as Retry-After: %s says, at second 60, and up to firstDelayMs more', (retryAfter, askedMs) => {
    expect(retryDelayMs({ tries: 3, retryAfter, now: 60_000, random: 0 }, LIMITS)).toBe(askedMs);
    expect(retryDelayMs({ tries: 3, retryAfter, now: 60_000, random: 0.5 }, LIMITS)).toBe(askedMs + 100);
  });

  it('does not read a Retry-After that is neither seconds nor a date', () => {
    expect(retryDelayMs({ tries: 1, retryAfter: 'soon', now: 0, random: 0 }, LIMITS)).toBe(100);
  });
});
