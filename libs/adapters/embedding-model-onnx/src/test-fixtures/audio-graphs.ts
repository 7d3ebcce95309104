import type { OnnxGraph } from './onnx-file.ts';
import { seededWeights } from './seeded-weights.ts';

/** Length of the vectors. */
export const AUDIO_DIMENSION = 16;

const bias = seededWeights([AUDIO_DIMENSION], 5);

/**
 * How loud each band is on average, and how much that changes: `input_features` [batch, 1, frames, mels] → `output` [batch, 16]. Values
 * below 0 count as silence.
 */
export function melStatisticsGraph(frames: number | string, mels: number, output = 'audio_embeds'): OnnxGraph {
  return {
    inputs: [{ name: 'input_features', type: 'float32', shape: ['batch', 1, frames, mels] }],
    outputs: [{ name: output, type: 'float32', shape: ['batch', AUDIO_DIMENSION] }],
    nodes: [
      { op: 'Relu', inputs: ['input_features'], output: 'loud' },
      { op: 'ReduceMean', inputs: ['loud'], output: 'mean', attributes: { axes: [2], keepdims: 0 } },
      { op: 'Mul', inputs: ['loud', 'loud'], output: 'squares' },
      { op: 'ReduceMean', inputs: ['squares'], output: 'mean_square', attributes: { axes: [2], keepdims: 0 } },
      { op: 'Mul', inputs: ['mean', 'mean'], output: 'square_mean' },
      { op: 'Sub', inputs: ['mean_square', 'square_mean'], output: 'raw_variance' },
      { op: 'Relu', inputs: ['raw_variance'], output: 'variance' },
      { op: 'Sqrt', inputs: ['variance'], output: 'deviation' },
      { op: 'Concat', inputs: ['mean', 'deviation'], output: 'statistics', attributes: { axis: 2 } },
      { op: 'Flatten', inputs: ['statistics'], output: 'flat', attributes: { axis: 1 } },
      { op: 'MatMul', inputs: ['flat', 'weights'], output: 'product' },
      { op: 'Add', inputs: ['product', 'bias'], output },
    ],
    weights: { weights: seededWeights([2 * mels, AUDIO_DIMENSION], 3), bias },
  };
}

/** Every sample counts: `input_values` [batch, samples] → `embedding` [batch, 16]. */
export function waveformGraph(samples: number): OnnxGraph {
  return {
    inputs: [{ name: 'input_values', type: 'float32', shape: ['batch', samples] }],
    outputs: [{ name: 'embedding', type: 'float32', shape: ['batch', AUDIO_DIMENSION] }],
    nodes: [
      { op: 'MatMul', inputs: ['input_values', 'weights'], output: 'product' },
      { op: 'Add', inputs: ['product', 'bias'], output: 'embedding' },
    ],
    weights: { weights: seededWeights([samples, AUDIO_DIMENSION], 3), bias },
  };
}
