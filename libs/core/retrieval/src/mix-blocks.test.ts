import { createLayout } from '@kindred/fusion';
import { dot, lengthOf, randomUnitVector, createSeededRandom } from '@kindred/vector-math';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mixBlocks } from './mix-blocks.ts';

const layout = createLayout([
  { modality: 'image', dimension: 2, encoderId: 'a' },
  { modality: 'price', dimension: 8, encoderId: 'b' },
]);
const image = (x: number, y: number, weight: number) => ({
  blocks: new Map([['image', Float32Array.of(x, y)]]),
  weight,
});

describe('mixBlocks', () => {
  it('like [1, 0], unlike [0, 1] → [1, -1] / √2', () => {
    const { blocks, cancelled } = mixBlocks(layout, [image(1, 0, 1), image(0, 1, -1)]);
    expect(blocks).toEqual(new Map([['image', Float32Array.of(Math.SQRT1_2, -Math.SQRT1_2)]]));
    expect(cancelled).toEqual([]);
  });

  it('weighs: 3·[1, 0] + 4·[0, 1] → [0.6, 0.8]', () => {
    expect(mixBlocks(layout, [image(1, 0, 3), image(0, 1, 4)]).blocks.get('image')).toEqual(Float32Array.of(0.6, 0.8));
  });

  it('names what cancels out', () => {
    const mixed = mixBlocks(layout, [image(0.6, 0.8, 1), image(0.6, 0.8, -1)]);
    expect(mixed).toEqual({ blocks: new Map(), cancelled: ['image'] });
  });

  it('averages each modality over the sources that have it, in any order', () => {
    const source = fc.record({
      seed: fc.nat(),
      weight: fc.double({ min: 0.1, max: 2, noNaN: true }),
      isBare: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(source, { minLength: 1, maxLength: 6 }), (given) => {
        const sources = given.map(({ seed, weight, isBare }) => {
          const block = randomUnitVector(createSeededRandom(seed), 8);
          return { blocks: new Map(isBare ? [] : [['price', block]]), weight };
        });
        const block = mixBlocks(layout, sources).blocks.get('price');
        expect(block === undefined).toBe(given.every(({ isBare }) => isBare));
        if (block === undefined) return;
        expect(lengthOf(block)).toBeCloseTo(1, 5);
        expect(dot(block, mixBlocks(layout, [...sources].reverse()).blocks.get('price')!)).toBeCloseTo(1, 5);
      }),
    );
  });
});
