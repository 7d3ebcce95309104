import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sampleQuotas } from './sample-quotas.ts';

it('of 4 from groups of 5, 2 and 1', () => {
  // Members in a row times 4/8, plus 0.25: 0.25 | 2.75 | 3.75 | 4.25.
  expect(sampleQuotas([5, 2, 1], 4, 0.25)).toEqual([2, 1, 1]);
  expect(sampleQuotas([5, 2, 1], 4, 0)).toEqual([2, 1, 1]);
  expect(sampleQuotas([5, 2, 1], 4, 0.75)).toEqual([3, 1, 0]);
});

it('gives each group its share, rounded up or down, never more than it has, and all of the size', () => {
  const counts = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(
      counts,
      fc.double({ min: 0.001, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (groups, part, start) => {
        const total = groups.reduce((sum, count) => sum + count, 0);
        const size = Math.max(1, Math.floor(total * part));
        const quotas = sampleQuotas(groups, size, start);
        expect(quotas.reduce((sum, quota) => sum + quota, 0)).toBe(size);
        quotas.forEach((quota, index) => {
          const count = groups[index] ?? 0;
          expect(Math.abs(quota - (count * size) / total)).toBeLessThan(1 + 1e-9);
          expect(quota).toBeLessThanOrEqual(count);
        });
      },
    ),
  );
});
