import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  completeWeights,
  equalWeights,
  givenWeights,
  hasNoWeight,
  haveSameShares,
  weightShares,
} from './weight-math.ts';

const weights = fc.dictionary(
  fc.string({ minLength: 1 }),
  fc.integer({ min: -100, max: 100 }).map((percent) => percent / 100),
  { minKeys: 1, maxKeys: 8 },
);

test('0.7, 0.3 and -1 are 35 %, 15 % and -50 %', () => {
  expect(weightShares({ image: 0.7, text: 0.3, price: -1 })).toEqual({ image: 35, text: 15, price: -50 });
});

test('shares add up to 100 %, up to the rounding of each', () => {
  fc.assert(
    fc.property(weights, (given) => {
      const total = Object.values(weightShares(given)).reduce((sum, share) => sum + Math.abs(share), 0);
      if (hasNoWeight(given)) expect(total).toBe(0);
      else expect(Math.abs(total - 100)).toBeLessThanOrEqual(Object.keys(given).length / 2);
    }),
  );
});

test('scaling all weights changes no share', () => {
  fc.assert(
    fc.property(weights, fc.double({ min: 0.1, max: 1, noNaN: true }), (given, factor) => {
      const scaled = Object.fromEntries(Object.entries(given).map(([modality, weight]) => [modality, weight * factor]));
      expect(haveSameShares(given, scaled)).toBe(true);
    }),
  );
});

test('other shares are not the same', () => {
  expect(haveSameShares({ image: 1 }, { image: 1, text: 0.1 })).toBe(false);
  expect(haveSameShares({ image: 1 }, { image: -1 })).toBe(false);
  expect(haveSameShares({ image: 0 }, { image: 1 })).toBe(false);
  expect(haveSameShares({ image: 0 }, {})).toBe(true);
});

test('weights follow the modalities of the catalog', () => {
  expect(Object.entries(completeWeights({ price: 1, gone: 1 }, ['image', 'price']))).toEqual([
    ['image', 0],
    ['price', 1],
  ]);
  expect(equalWeights(['image', 'price'])).toEqual({ image: 0.5, price: 0.5 });
  expect(givenWeights({ image: 0, price: -0.2 })).toEqual({ price: -0.2 });
});
