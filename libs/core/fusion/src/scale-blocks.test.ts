import { dot, normalized } from '@kindred/vector-math';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createLayout, splitBlocks } from './create-layout.ts';
import { scaleBlocks } from './scale-blocks.ts';

const layout = createLayout([
  { modality: 'image', dimension: 2, encoderId: 'a' },
  { modality: 'price', dimension: 1, encoderId: 'b' },
]);

it('scales by the root: 0.64 and 0.36 → blocks times 0.8 and 0.6; the original stays', () => {
  const vector = Float32Array.of(1, 0, 1);
  const scaled = scaleBlocks(layout, vector, { image: 0.64, price: 0.36 });
  expect([...scaled]).toEqual([expect.closeTo(0.8, 6), 0, expect.closeTo(0.6, 6)]);
  expect([...vector]).toEqual([1, 0, 1]);
});

it('makes a dot product of two vectors their score, and leaves out what has no weight', () => {
  const value = fc.double({ min: -1, max: 1, noNaN: true });
  const vector = fc
    .tuple(value, fc.double({ min: 0.1, max: 1, noNaN: true }), value)
    .map(([x, y, price]) => Float32Array.of(...normalized(Float32Array.of(x, y)), price));
  fc.assert(
    fc.property(vector, vector, fc.double({ min: 0, max: 1, noNaN: true }), (left, right, image) => {
      const weights = { image, price: 1 - image };
      const [a, b] = [splitBlocks(layout, left), splitBlocks(layout, right)];
      const score = ['image', 'price'].reduce(
        (sum, modality) => sum + weights[modality as 'image'] * dot(a.get(modality)!, b.get(modality)!),
        0,
      );
      expect(dot(scaleBlocks(layout, left, weights), scaleBlocks(layout, right, weights))).toBeCloseTo(score, 5);
      expect(scaleBlocks(layout, left, { image: 1 }).at(-1)).toBeCloseTo(0, 12);
    }),
  );
});

it('refuses a negative weight', () => {
  expect(() => scaleBlocks(layout, Float32Array.of(1, 0, 1), { price: -0.5 })).toThrow(
    "'price' must not be negative in an embedding, it is -0.5",
  );
});
