import { dotOfFloats, dotsOfFloats } from './dot';

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

/** The same for four queries, one behind the other, each with a factor: four values per row. */
export function dotRowsOfFour(
  rows: usize,
  count: i32,
  dimension: usize,
  queries: usize,
  factors: usize,
  out: usize,
  outStride: usize,
): void {
  const each = v128.load(factors);
  for (let i = 0; i < count; i++) {
    v128.store(out, f32x4.mul(each, dotsOfFloats(rows, queries, dimension)));
    rows += 4 * dimension;
    out += outStride;
  }
}
