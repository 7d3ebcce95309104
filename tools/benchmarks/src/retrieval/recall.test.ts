import { expect, it } from 'vitest';
import { recallOf } from './recall.ts';

const scores = [0.9, 0.8, 0.7, 0.7, 0.7, 0.2];
const wanted = { rows: [0, 1, 2], scores: [0.9, 0.8, 0.7] };
const recall = (...found: number[]) => recallOf(found, wanted, (row) => scores[row] ?? -Infinity);

it('counts an item that is as good as the last wanted one', () => {
  expect(recall(0, 1, 2)).toBe(1);
  expect(recall(0, 1, 4)).toBe(1);
  expect(recall(0, 3, 4)).toBe(1);
});

it('counts what is worse, missing or there twice as not found', () => {
  expect(recall(0, 1, 5)).toBeCloseTo(2 / 3);
  expect(recall(0, 1)).toBeCloseTo(2 / 3);
  expect(recall(0, 0, 0)).toBeCloseTo(1 / 3);
  expect(recall(0, 1, 17)).toBeCloseTo(2 / 3);
});

it('is 1 where there is nothing to find', () => {
  expect(recallOf([], { rows: [], scores: [] }, () => 0)).toBe(1);
});
