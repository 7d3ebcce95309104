import { expect, test } from 'vitest';
import { diffShares } from './diff-shares.ts';

test('only modalities whose share differs, in the order of the catalog', () => {
  expect(diffShares({ image: 1, text: 1 }, { text: 1, price: -1, gone: 2 }, ['text', 'price', 'image'])).toEqual([
    { modality: 'text', before: 50, after: 25 },
    { modality: 'price', before: 0, after: -25 },
    { modality: 'image', before: 50, after: 0 },
    { modality: 'gone', before: 0, after: 50 },
  ]);
});

test('the same proportions are no change', () => {
  expect(diffShares({ image: 0.2, text: 0.2 }, { image: 1, text: 1 }, ['image', 'text'])).toEqual([]);
});
