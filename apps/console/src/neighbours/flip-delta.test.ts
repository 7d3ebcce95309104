import { expect, test } from 'vitest';
import { flipDelta } from './flip-delta.ts';

const still = { x: 0, y: 0 };

test('an element that moved starts from its old place', () => {
  expect(flipDelta({ x: 0, y: 10 }, { x: 200, y: 10 }, still)).toEqual({ x: -200, y: 0 });
});

test('one caught in movement starts from where it was seen', () => {
  // At 50 it was moving to 200, still 150 to the left of it; now it must go to 400.
  expect(flipDelta({ x: 200, y: 0 }, { x: 400, y: 0 }, { x: -150, y: 0 })).toEqual({ x: -350, y: 0 });
});

test('nothing to do where it is new or stays', () => {
  expect(flipDelta(undefined, { x: 5, y: 5 }, still)).toBeUndefined();
  expect(flipDelta({ x: 5, y: 5 }, { x: 5, y: 5.2 }, still)).toBeUndefined();
});
