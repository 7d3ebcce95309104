import { dotOfFloats } from './dot';

export { interleaveFour } from './interleave';
export { quantize } from './quantize';
export { scan } from './scan';
export { findAhead, sendAhead } from './send-ahead';
export { sketch } from './sketch-extent';

/**
 * out[i × outStride / 4] = factor × (rows[i] · query), for `count` float32 rows of `dimension` values, one after the other.
 * `dimension` is a multiple of 16; `outStride` is in bytes.
 */
export function dotRows(
  rows: usize,
  count: i32,
  dimension: usize,
  query: usize,
  factor: f32,
  out: usize,
  outStride: usize,
): void {
  for (let i = 0; i < count; i++) {
    store<f32>(out, factor * dotOfFloats(rows, query, dimension));
    rows += 4 * dimension;
    out += outStride;
  }
}
