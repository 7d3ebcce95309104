import { expect, it } from 'vitest';
import { settledWithin } from './settled-within.ts';

it('tells what has settled, well or not, from what takes too long', async () => {
  expect(await settledWithin(Promise.resolve(1), 60_000)).toBe(true);
  expect(await settledWithin(Promise.reject(new Error('no')), 60_000)).toBe(true);
  expect(await settledWithin(new Promise(() => undefined), 5)).toBe(false);
});
