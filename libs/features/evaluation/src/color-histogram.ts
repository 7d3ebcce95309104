/** Pixels, row-major [height · width · 3], RGB, 8 bit. */
export interface HistogramPixels {
  readonly data: Uint8Array;
}

/** Steps of each channel. */
const STEPS = 8;
export const COLOR_HISTOGRAM_DIMENSION = STEPS ** 3;

/**
 * What colours a photo has and nothing else: the share of its pixels in each of 8 · 8 · 8 cells of RGB, its square root taken,
 * so that the dot product of two is their Bhattacharyya coefficient (Bhattacharyya 1943) and each has unit length.
 *
 * @returns [512], red slowest, blue fastest
 */
export function colorHistogram({ data }: HistogramPixels): Float32Array {
  const counts = new Float32Array(COLOR_HISTOGRAM_DIMENSION);
  for (let at = 0; at < data.length; at += 3) {
    const cell = ((data[at]! >> 5) * STEPS + (data[at + 1]! >> 5)) * STEPS + (data[at + 2]! >> 5);
    counts[cell]! += 1;
  }
  const pixels = data.length / 3;
  return counts.map((count) => Math.sqrt(count / pixels));
}
