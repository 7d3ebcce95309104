import { BATCH_LIMITS, SCRATCH_ERRORS, SCRATCH_FIRST_ROW, SCRATCH_THRESHOLDS } from '../src/scan/scan-structs';
import { offer } from './candidates';

/** Offers those of a chunk's first `count` rows that are wanted and whose upper bound reaches the threshold, for a batch of one query. */
export function offerToOne(batch: usize, scratch: usize, mask: usize, rows: usize, scores: usize, count: i32): void {
  const errors = scratch + SCRATCH_ERRORS;
  for (let i = 0; i < count; i += 4) {
    const upper = f32x4.add(v128.load(scores + 4 * i), v128.load(errors + 4 * i));
    const reached = i32x4.bitmask(f32x4.ge(upper, v128.load_splat<f32>(scratch, SCRATCH_THRESHOLDS)));
    if (reached === 0) continue;
    const end = min(count, i + 4);
    for (let j = i; j < end; j++)
      if ((reached >> (j - i)) & 1)
        offerRow(
          batch,
          scratch,
          mask,
          load<u32>(rows + 4 * j),
          0,
          load<f32>(scores + 4 * j),
          load<f32>(errors + 4 * j),
        );
  }
}

/** The same for lanes `first` to `first + 3`. */
export function offerToFour(
  batch: usize,
  scratch: usize,
  mask: usize,
  rows: usize,
  scores: usize,
  count: i32,
  lanes: usize,
  first: usize,
): void {
  for (let i = 0; i < count; i++) {
    const place = 4 * (lanes * i + first);
    const score = scores + place;
    const error = scratch + SCRATCH_ERRORS + place;
    const upper = f32x4.add(v128.load(score), v128.load(error));
    const reached = i32x4.bitmask(f32x4.ge(upper, v128.load(scratch + 4 * first, SCRATCH_THRESHOLDS)));
    if (reached === 0) continue;
    const row = load<u32>(rows + 4 * i);
    for (let lane: usize = 0; lane < 4; lane++)
      if ((reached >> (<i32>lane)) & 1)
        offerRow(batch, scratch, mask, row, first + lane, load<f32>(score + 4 * lane), load<f32>(error + 4 * lane));
  }
}

function offerRow(batch: usize, scratch: usize, mask: usize, row: u32, lane: usize, score: f32, error: f32): void {
  if (((load<u8>(mask + row) >> (<u8>lane)) & 1) === 0) return;
  const limit = load<i32>(load<u32>(batch + BATCH_LIMITS) + 4 * lane);
  offer(batch, scratch, <i32>lane, load<i32>(scratch + SCRATCH_FIRST_ROW) + row, limit, score - error, score + error);
}
