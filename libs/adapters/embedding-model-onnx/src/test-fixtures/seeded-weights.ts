import type { OnnxWeights } from './onnx-file.ts';

/** Numbers in [-1, 1), the same on every machine (xorshift32). */
export function seededWeights(shape: readonly number[], seed: number): OnnxWeights {
  let state = seed * 2654435761 || 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 31 - 1;
  };
  for (let i = 0; i < 20; i++) next();
  const size = shape.reduce((product, dimension) => product * dimension, 1);
  return { shape, data: Float32Array.from({ length: size }, next) };
}

export function integers(...values: readonly number[]): OnnxWeights {
  return { shape: [values.length], data: BigInt64Array.from(values, BigInt) };
}

export function reals(shape: readonly number[], values: readonly number[]): OnnxWeights {
  return { shape, data: Float32Array.from(values) };
}
