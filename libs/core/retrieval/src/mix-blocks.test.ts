import { createLayout } from '@kindred/fusion';
import { dot, lengthOf, randomUnitVector, createSeededRandom } from '@kindred/vector-math';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mixBlocks } from './mix-blocks.ts';
import type { QueryOrigin } from './query-origin.ts';

const layout = createLayout([
  { modality: 'image', dimension: 2, encoderId: 'a' },
  { modality: 'price', dimension: 8, encoderId: 'b' },
]);
const image = (x: number, y: number, weight: number, origin: QueryOrigin = 'item') => ({
  blocks: new Map([['image', Float32Array.of(x, y)]]),
  weight,
  origin,
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
    expect(mixed).toEqual({ blocks: new Map(), cancelled: ['image'], spreads: {}, origins: {} });
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
          return { blocks: new Map(isBare ? [] : [['price', block]]), weight, origin: 'item' as const };
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

describe('mixBlocks of words among photos', () => {
  const spreads = { blocks: { image: 0.1 }, texts: { image: 0.025 } };

  it('takes the spread of words for words alone, and that of photos for all else', () => {
    const mix = (...sources: readonly ReturnType<typeof image>[]) => mixBlocks(layout, sources, spreads);
    expect(mix(image(1, 0, 1, 'text'), image(0, 1, 1, 'text'))).toMatchObject({
      spreads: { image: 0.025 },
      origins: { image: ['text'] },
    });
    expect(mix(image(1, 0, 1, 'photo'), image(0, 1, 1))).toMatchObject({
      spreads: { image: 0.1 },
      origins: { image: ['photo', 'item'] },
    });
    expect(mixBlocks(layout, [image(1, 0, 1, 'text')], { blocks: { image: 0.1 }, texts: {} }).spreads).toEqual({
      image: 0.1,
    });
  });

  it('a photo [1, 0] and words [0, 1] that spread a quarter as far → [1, 4] / √17, spread 0.1 · √2 / √17', () => {
    const {
      blocks,
      spreads: found,
      origins,
    } = mixBlocks(layout, [image(1, 0, 1, 'photo'), image(0, 1, 1, 'text')], spreads);
    expect(blocks.get('image')?.[0]).toBeCloseTo(1 / Math.sqrt(17), 6);
    expect(blocks.get('image')?.[1]).toBeCloseTo(4 / Math.sqrt(17), 6);
    expect(found['image']).toBeCloseTo((0.1 * Math.SQRT2) / Math.sqrt(17), 6);
    expect(origins).toEqual({ image: ['photo', 'text'] });
  });

  it('gives a photo and words of equal weight equal influence on the similarity of items', () => {
    // Items along both axes: photos vary by 0.1 along the first, by 0.025 along the second, as the spreads say.
    const block = mixBlocks(layout, [image(1, 0, 0.7, 'item'), image(0, 1, -0.7, 'text')], spreads).blocks.get(
      'image',
    )!;
    expect(Math.abs(block[0]! * 0.1)).toBeCloseTo(Math.abs(block[1]! * 0.025), 6);
  });
});
