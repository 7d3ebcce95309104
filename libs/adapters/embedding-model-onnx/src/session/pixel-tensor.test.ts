import { describe, expect, it } from 'vitest';
import { parseManifest } from '../manifest/parse-manifest.ts';
import { PATCH_MANIFEST } from '../test-fixtures/encoder-folder.ts';
import { pixelPreparation } from './pixel-tensor.ts';

/** Two photos of 2 × 1: red and green values 1 to 4, blue ten times that. */
const PIXELS = Uint8Array.of(1, 1, 10, 2, 2, 20, 3, 3, 30, 4, 4, 40);

function prepare(part: object): number[] {
  const manifest = parseManifest({ ...PATCH_MANIFEST, width: 2, height: 1, ...part }, 'test');
  if (manifest.kind !== 'image') throw new Error('an image manifest was expected');
  return [...pixelPreparation(manifest)(PIXELS, 2)];
}

describe('pixelPreparation', () => {
  const raw = { name: 'pixels', type: 'uint8' };
  const scaled = { name: 'pixels', type: 'float32', scale: 2, mean: [0, 2, 20], std: [1, 2, 4] };

  it('leaves raw pixels as they are, or puts their channels first', () => {
    expect(prepare({ input: raw, layout: 'NHWC' })).toEqual([...PIXELS]);
    expect(prepare({ input: raw, layout: 'NCHW' })).toEqual([1, 2, 1, 2, 10, 20, 3, 4, 3, 4, 30, 40]);
  });

  it('computes (pixel · scale − mean) / std of each channel', () => {
    expect(prepare({ input: scaled, layout: 'NHWC' })).toEqual([2, 0, 0, 4, 1, 5, 6, 2, 10, 8, 3, 15]);
    expect(prepare({ input: scaled, layout: 'NCHW' })).toEqual([2, 4, 0, 1, 0, 5, 6, 8, 2, 3, 10, 15]);
  });
});
