import { describe, expect, it } from 'vitest';
import { blockSpans, createLayout, joinBlocks, layoutDimension, modalitiesOf, splitBlocks } from './create-layout.ts';
import { BlockMismatchError, InvalidLayoutError } from './errors.ts';

const image = { modality: 'image', dimension: 2, encoderId: 'model-a' };
const price = { modality: 'price', dimension: 3, encoderId: 'price|1' };

describe('createLayout', () => {
  it('has a hash that depends on every part and on the order', () => {
    const { hash } = createLayout([image, price]);
    expect(hash).toMatch(/^[0-9a-f]{16}$/);
    expect(createLayout([{ ...image }, { ...price }]).hash).toBe(hash);
    const others = [
      [price, image],
      [image],
      [{ ...image, dimension: 3 }, price],
      [{ ...image, encoderId: 'model-b' }, price],
      [{ ...image, modality: 'text' }, price],
      [{ ...image, transformId: '00ff' }, price],
    ];
    expect(new Set([hash, ...others.map((blocks) => createLayout(blocks).hash)]).size).toBe(7);
    // Collections of before have this name.
    expect(hash).toBe('f0fbbd98aee2b24e');
  });

  it.each([
    ['no blocks', []],
    ['a modality twice', [image, image]],
    ['dimension 0', [{ ...image, dimension: 0 }]],
    ['a broken dimension', [{ ...image, dimension: 1.5 }]],
    ['no encoder', [{ ...image, encoderId: '' }]],
  ])('refuses %s', (_name, blocks) => {
    expect(() => createLayout(blocks)).toThrow(InvalidLayoutError);
  });
});

describe('joinBlocks and splitBlocks', () => {
  const layout = createLayout([image, price]);

  it('are each other’s inverse; what is missing is zero', () => {
    const blocks = new Map([['price', Float32Array.of(1, 2, 3)]]);
    const vector = joinBlocks(layout, blocks);
    expect(vector).toEqual(Float32Array.of(0, 0, 1, 2, 3));
    expect(splitBlocks(layout, vector)).toEqual(new Map([['image', Float32Array.of(0, 0)], ...blocks]));
    expect(layoutDimension(layout)).toBe(5);
    expect(blockSpans(layout).map(({ offset, dimension }) => [offset, dimension])).toEqual([
      [0, 2],
      [2, 3],
    ]);
    expect(modalitiesOf(layout)).toEqual(['image', 'price']);
  });

  it('refuse foreign modalities and wrong dimensions', () => {
    expect(() => joinBlocks(layout, new Map([['text', Float32Array.of(1)]]))).toThrow(
      "The block 'text' is not in the layout (image, price). Encode it with the encoder that the layout names.",
    );
    expect(() => joinBlocks(layout, new Map([['image', Float32Array.of(1)]]))).toThrow(BlockMismatchError);
  });
});
