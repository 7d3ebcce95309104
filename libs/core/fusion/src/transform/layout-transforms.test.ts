import { normalizeInPlace } from '@kindred/vector-math';
import { describe, expect, it } from 'vitest';
import { createLayout } from '../create-layout.ts';
import { BlockMismatchError, InvalidLayoutError } from '../errors.ts';
import { fitBlockTransform } from './fit-block-transform.ts';
import { transformBlock, transformedBlocks } from './layout-transforms.ts';

const image = { modality: 'image', dimension: 3, encoderId: 'model-a' };
const text = { modality: 'text', dimension: 2, encoderId: 'model-b' };
const vectors = [
  [1, 2, 3],
  [3, 1, 1],
  [1, 1, 4],
  [2, 5, 1],
].map((v) => normalizeInPlace(Float32Array.from(v)));

async function fitted() {
  const method = { center: true, scale: false, whiten: false, dimensions: 2 };
  const { transform } = await fitBlockTransform(vectors, { encoderId: 'model-a', method, seed: 1 });
  return new Map([['image', transform]]);
}

describe('transforms of a layout', () => {
  it('change its hash and the dimension of the block, and only those of the modality', async () => {
    const { blocks, transforms } = transformedBlocks([image, text], await fitted());
    expect(blocks).toEqual([{ ...image, dimension: 2, transformId: transforms.get('image')?.id }, text]);
    const layout = createLayout(blocks);
    expect(layout.blocks).toEqual(blocks);
    expect(layout.hash).not.toBe(createLayout([{ ...image, dimension: 2 }, text]).hash);
    const other = createLayout([{ ...blocks[0]!, transformId: '0123456789abcdef' }, text]);
    expect(other.hash).not.toBe(layout.hash);
    expect(transformBlock({ layout, transforms }, 'image', vectors[0]!)).toHaveLength(2);
    expect(transformBlock({ layout, transforms }, 'text', Float32Array.of(1, 0))).toEqual(Float32Array.of(1, 0));
  });

  it('are left out for an encoder that they were not fitted on', async () => {
    const changed = { ...image, encoderId: 'model-c' };
    expect(transformedBlocks([changed, text], await fitted())).toEqual({
      blocks: [changed, text],
      transforms: new Map(),
    });
    expect(transformedBlocks([image], undefined)).toEqual({ blocks: [image], transforms: new Map() });
  });

  it('are never skipped: a missing one and a vector of another length are errors', async () => {
    const { blocks, transforms } = transformedBlocks([image], await fitted());
    const layout = createLayout(blocks);
    expect(() => transformBlock({ layout }, 'image', vectors[0]!)).toThrow(InvalidLayoutError);
    expect(() => transformBlock({ layout, transforms }, 'image', Float32Array.of(1, 0))).toThrow(BlockMismatchError);
  });
});
