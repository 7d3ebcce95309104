import fc from 'fast-check';
import { expect, it } from 'vitest';
import { diffWeights } from './diff-weights.ts';

const weights = fc.dictionary(
  fc.constantFrom('image', 'text', 'price', 'brand', '__proto__'),
  fc.double({ min: -1, max: 1, noNaN: true }),
);

it('of {image 0.6, price 0.2} and {image 0.3, text -0.3}', () => {
  // Shares: before 0.6/0.8 and 0.2/0.8; after 0.3/0.6 and -0.3/0.6.
  expect(diffWeights({ image: 0.6, price: 0.2 }, { image: 0.3, text: -0.3 })).toEqual([
    entry('image', [0.6, 0.3], [0.75, 0.5]),
    entry('price', [0.2, 0], [0.25, 0]),
    entry('text', [0, -0.3], [0, -0.5]),
  ]);
});

function entry(modality: string, [before, after]: [number, number], [was, is]: [number, number]) {
  const near = (value: number) => expect.closeTo(value, 12) as number;
  return {
    modality,
    before,
    after,
    change: near(after - before),
    beforeShare: near(was),
    afterShare: near(is),
    shareChange: near(is - was),
  };
}

it('names every modality once, and turns its signs when read backwards', () => {
  fc.assert(
    fc.property(weights, weights, (before, after) => {
      const there = diffWeights(before, after);
      const back = new Map(diffWeights(after, before).map((difference) => [difference.modality, difference]));
      expect(there.map(({ modality }) => modality).sort()).toEqual(
        [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(),
      );
      for (const { modality, change, shareChange } of there) {
        expect(back.get(modality)?.change).toBeCloseTo(-change, 12);
        expect(back.get(modality)?.shareChange).toBeCloseTo(-shareChange, 12);
      }
    }),
  );
});

it('finds no change of shares where all weights grow alike', () => {
  for (const { shareChange } of diffWeights({ image: 0.2, price: -0.3 }, { image: 0.4, price: -0.6 }))
    expect(shareChange).toBeCloseTo(0, 12);
});
