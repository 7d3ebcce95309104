import { expect, it } from 'vitest';
import { formatAnswer } from './format-answer.ts';

it('lines up items with what their scores are made of', () => {
  const edges = [
    {
      score: 0.95,
      node: { id: 'camera', title: 'Camera', price: { amount: 9.5, currency: 'USD' } },
      contributions: [
        { modality: 'image', contribution: 0.9 },
        { modality: 'brand', contribution: 0 },
        { modality: 'price', contribution: 0.05 },
      ],
    },
    {
      score: -0.1,
      node: { id: 'tv', title: 'Television', price: null },
      contributions: [{ modality: 'image', contribution: -0.1 }],
    },
  ];
  expect(formatAnswer({ similarItems: { edges } }).split('\n')).toEqual([
    '0.9500 = image 0.9000 + price 0.0500   camera   Camera       9.50 USD',
    '-0.1000 = image -0.1000                tv       Television   no price',
  ]);
});
