import type { ClipInputSpec, EmbeddingMatrix } from '../embedding-model.ts';

/** Samples of one window, at least 1. */
export function windowLength({
  sampleRate,
  windowSeconds,
}: Pick<ClipInputSpec, 'sampleRate' | 'windowSeconds'>): number {
  return Math.max(1, Math.round(sampleRate * windowSeconds));
}

/**
 * What the network hears of a clip, as `ClipInputSpec` says: 1 to `maxWindows` windows, each of {@link windowLength} samples. Windows of a
 * long clip are spread evenly, the first at its start and the last at its end, so that no padding is heard.
 *
 * @param samples [length], length ≥ 1
 * @returns views of `samples` where they need no filling
 */
export function clipWindows(samples: Float32Array, input: ClipInputSpec): Float32Array[] {
  const length = windowLength(input);
  if (samples.length <= length) return [filledWindow(samples, length, input.shorter)];
  const count = input.longer === 'cut' ? 1 : Math.min(input.maxWindows, Math.ceil(samples.length / length));
  const last = samples.length - length;
  return Array.from({ length: count }, (_, at) => {
    const start = count === 1 ? 0 : Math.round((at * last) / (count - 1));
    return samples.subarray(start, start + length);
  });
}

/**
 * One vector per clip: the mean of its windows' unit vectors, brought to unit length.
 *
 * @param rows [Σ counts, dimension], the windows of the clips one behind the other
 * @param counts how many windows each clip has, each ≥ 1
 * @throws Error where the windows of a clip cancel each other out
 */
export function averageWindows(rows: Float32Array, dimension: number, counts: readonly number[]): EmbeddingMatrix {
  const data = new Float32Array(counts.length * dimension);
  let from = 0;
  for (const [clip, count] of counts.entries()) {
    const row = data.subarray(clip * dimension, (clip + 1) * dimension);
    for (let at = from * dimension; at < (from + count) * dimension; at++)
      row[at % dimension] = (row[at % dimension] ?? 0) + (rows[at] ?? 0);
    const sum = Math.hypot(...row);
    if (!(sum > 1e-6 * count)) throw new Error(`the windows of clip ${String(clip)} cancel each other out.`);
    for (let i = 0; i < dimension; i++) row[i] = (row[i] ?? 0) / sum;
    from += count;
  }
  return { rows: counts.length, dimension, data };
}

function filledWindow(samples: Float32Array, length: number, shorter: ClipInputSpec['shorter']): Float32Array {
  if (samples.length === length) return samples;
  const window = new Float32Array(length);
  const whole = shorter === 'repeatPad' ? Math.floor(length / samples.length) * samples.length : length;
  const end = shorter === 'pad' ? samples.length : whole;
  for (let start = 0; start < end; start += samples.length)
    window.set(samples.subarray(0, Math.min(samples.length, end - start)), start);
  return window;
}
