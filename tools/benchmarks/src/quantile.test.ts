import { expect, it } from 'vitest';
import { quantile } from './quantile.ts';

it('interpolates between order statistics', () => {
  // Sorted: 1 2 4 8. Position of the median is 1.5, halfway between 2 and 4.
  expect(quantile([8, 1, 4, 2], 0.5)).toBe(3);
  expect(quantile([8, 1, 4, 2], 0)).toBe(1);
  expect(quantile([8, 1, 4, 2], 1)).toBe(8);
});

it('refuses no samples', () => {
  expect(() => quantile([], 0.5)).toThrow(RangeError);
});
