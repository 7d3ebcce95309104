import type { OnnxGraph, OnnxWeights } from './onnx-file.ts';
import { integers, seededWeights } from './seeded-weights.ts';

/** Length of the vectors. */
export const IMAGE_DIMENSION = 24;

const bias = seededWeights([IMAGE_DIMENSION], 5);

/** Every value of the photo counts: raw pixels [batch, size, size, 3] → `embedding` [batch, 24], not of unit length. */
export function rawPixelsGraph(size: number): OnnxGraph {
  return {
    inputs: [{ name: 'pixels', type: 'uint8', shape: ['batch', size, size, 3] }],
    outputs: [{ name: 'embedding', type: 'float32', shape: ['batch', IMAGE_DIMENSION] }],
    nodes: [
      { op: 'Cast', inputs: ['pixels'], output: 'values', attributes: { to: 1 } },
      { op: 'Flatten', inputs: ['values'], output: 'flat', attributes: { axis: 1 } },
      { op: 'MatMul', inputs: ['flat', 'weights'], output: 'product' },
      { op: 'Add', inputs: ['product', 'bias'], output: 'embedding' },
    ],
    weights: { weights: seededWeights([size * size * 3, IMAGE_DIMENSION], 3), bias },
  };
}

/**
 * A class token and one token per pixel, as a vision transformer gives them: `pixel_values` [batch, 3, size, size] →
 * `last_hidden_state` [batch, 1 + size², 24]. The class token weighs every pixel differently.
 */
export function patchTokensGraph(size: number): OnnxGraph {
  const places = size * size;
  return {
    inputs: [{ name: 'pixel_values', type: 'float32', shape: ['batch', 3, size, size] }],
    outputs: [{ name: 'last_hidden_state', type: 'float32', shape: ['batch', places + 1, IMAGE_DIMENSION] }],
    nodes: [
      { op: 'Reshape', inputs: ['pixel_values', 'rows'], output: 'channels' },
      { op: 'Transpose', inputs: ['channels'], output: 'colours', attributes: { perm: [0, 2, 1] } },
      { op: 'MatMul', inputs: ['colours', 'weights'], output: 'product' },
      { op: 'Add', inputs: ['product', 'bias'], output: 'patches' },
      { op: 'Mul', inputs: ['patches', 'attention'], output: 'weighed' },
      { op: 'ReduceSum', inputs: ['weighed', 'tokens'], output: 'class', attributes: { keepdims: 1 } },
      { op: 'Concat', inputs: ['class', 'patches'], output: 'last_hidden_state', attributes: { axis: 1 } },
    ],
    weights: {
      rows: integers(0, 3, places),
      weights: seededWeights([3, IMAGE_DIMENSION], 3),
      bias,
      attention: seededWeights([places, 1], 11),
      tokens: integers(1),
    },
  };
}

/** What goes in comes out: `maps` of the same shape, without the batch [3, height, width] or [height, width, 3]. */
export function identityMapGraph(...sizes: readonly number[]): OnnxGraph {
  const shape = ['batch', ...sizes];
  return {
    inputs: [{ name: 'pixel_values', type: 'float32', shape }],
    outputs: [{ name: 'maps', type: 'float32', shape }],
    nodes: [{ op: 'Identity', inputs: ['pixel_values'], output: 'maps' }],
  };
}

/** As `patchTokensGraph`, projected and pooled: → `output` [batch, 24]. */
export function projectedImageGraph(size: number, output: string): OnnxGraph {
  const weights: OnnxWeights = seededWeights([size * size * 3, IMAGE_DIMENSION], 3);
  return {
    inputs: [{ name: 'pixel_values', type: 'float32', shape: ['batch', 'channels', 'height', 'width'] }],
    outputs: [{ name: output, type: 'float32', shape: ['batch', IMAGE_DIMENSION] }],
    nodes: [
      { op: 'Flatten', inputs: ['pixel_values'], output: 'flat', attributes: { axis: 1 } },
      { op: 'MatMul', inputs: ['flat', 'weights'], output: 'product' },
      { op: 'Add', inputs: ['product', 'bias'], output },
    ],
    weights: { weights, bias },
  };
}
