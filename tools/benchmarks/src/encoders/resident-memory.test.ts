import { expect, it } from 'vitest';
import { lastOverFirst } from './resident-memory.ts';

it('compares the quarters', () => {
  // (6 + 6) / (2 + 4)
  expect(lastOverFirst([2, 4, 9, 9, 9, 9, 6, 6])).toBe(2);
  expect(lastOverFirst([5, 5, 5, 5, 5])).toBe(1);
  expect(() => lastOverFirst([1, 2, 3])).toThrow(RangeError);
});
