import { dot, normalized } from '@kindred/vector-math';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildBlockMeans, findBlockMean } from './block-means.ts';
import { createLayout, splitBlocks } from './create-layout.ts';
import { fuse } from './fuse.ts';

const layout = createLayout([
  { modality: 'image', dimension: 2, encoderId: 'a' },
  { modality: 'price', dimension: 1, encoderId: 'b' },
]);
const item = (section: string[], image?: [number, number]) => ({
  section,
  blocks: new Map(image === undefined ? [] : [['image', Float32Array.from(image)]]),
});
const shoes = [item(['Women', 'Shoes'], [1, 0]), item(['Women', 'Shoes'], [0, 1]), item([' women', 'SHOES'], [1, 0])];
const means = buildBlockMeans([...shoes, item(['Women', 'Hats'], [0, 1]), item(['Men'], [0, -1])]);
const filled = (section: string[]) => [...fuse(layout, new Map(), means, section).vector];

describe('fuse', () => {
  it('fills a missing block with the un-normalised mean of the section: ([1,0] + [0,1] + [1,0]) / 3 = [2/3, 1/3]', () => {
    const fused = fuse(layout, new Map([['price', Float32Array.of(1)]]), means, ['Women', 'Shoes']);
    expect(fused.vector).toEqual(Float32Array.of(2 / 3, 1 / 3, 1));
    expect(fused.imputed).toEqual(['image']);
  });

  it('takes the parent where the section has fewer than three: (2·[1,0] + 2·[0,1]) / 4 = [0.5, 0.5]', () => {
    expect(filled(['Women', 'Hats']).slice(0, 2)).toEqual([0.5, 0.5]);
    expect(filled(['Women', 'Gloves', 'Silk']).slice(0, 2)).toEqual([0.5, 0.5]);
  });

  it('takes the catalog at last: (2·[1,0] + 2·[0,1] + [0,-1]) / 5 = [0.4, 0.2]; and zeros where nothing is known', () => {
    const catalogMean = [...Float32Array.of(0.4, 0.2), 0];
    expect(filled(['Men'])).toEqual(catalogMean);
    expect(filled(['Garden'])).toEqual(catalogMean);
    expect(filled([])).toEqual(catalogMean);
    expect(findBlockMean(means, 'price', [])).toBeUndefined();
    expect([...fuse(layout, new Map(), new Map(), ['Women']).vector]).toEqual([0, 0, 0]);
  });

  it('keeps what the item has, and marks nothing then', () => {
    const blocks = new Map([
      ['price', Float32Array.of(1)],
      ['image', Float32Array.of(0, 1)],
    ]);
    const fused = fuse(layout, blocks, means, ['Women']);
    expect(fused).toEqual({ vector: Float32Array.of(0, 1, 1), imputed: [] });
    expect(splitBlocks(layout, fused.vector)).toEqual(new Map([...blocks].reverse()));
  });

  it('gives a filled block the mean similarity of the section’s items, whatever the query', () => {
    const unit = fc
      .tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: 0.1, max: 1, noNaN: true }))
      .map((values) => normalized(Float32Array.from(values)));
    fc.assert(
      fc.property(fc.array(unit, { minLength: 3, maxLength: 20 }), unit, (blocks, query) => {
        const found = buildBlockMeans(blocks.map((block) => ({ section: ['A'], blocks: new Map([['image', block]]) })));
        const expected = blocks.reduce((sum, block) => sum + dot(block, query), 0) / blocks.length;
        const { vector } = fuse(layout, new Map(), found, ['A', 'B']);
        expect(dot(vector.subarray(0, 2), query)).toBeCloseTo(expected, 5);
      }),
    );
  });
});
