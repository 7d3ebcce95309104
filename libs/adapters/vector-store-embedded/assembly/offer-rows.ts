import {
  BATCH_LANES,
  BATCH_LIMITS,
  SCRATCH_AHEAD,
  SCRATCH_ERRORS,
  SCRATCH_EXTENT_UPPERS,
  SCRATCH_FIRST_ROW,
  SCRATCH_IS_SKETCHED,
  SCRATCH_ROWS,
  SCRATCH_THRESHOLDS,
} from '../src/scan/scan-structs';
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
        offerRow(batch, scratch, mask, rows + 4 * j, 0, load<f32>(scores + 4 * j), load<f32>(errors + 4 * j));
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
    for (let lane: usize = 0; lane < 4; lane++)
      if ((reached >> (<i32>lane)) & 1)
        offerRow(
          batch,
          scratch,
          mask,
          rows + 4 * i,
          first + lane,
          load<f32>(score + 4 * lane),
          load<f32>(error + 4 * lane),
        );
  }
}

/** `at` is where the row is listed. */
function offerRow(batch: usize, scratch: usize, mask: usize, at: usize, lane: usize, score: f32, error: f32): void {
  const row = load<u32>(at);
  if (((load<u8>(mask + row) >> (<u8>lane)) & 1) === 0) return;
  if (wentAhead(batch, scratch, (at - scratch - SCRATCH_ROWS) / 4, lane)) return;
  const limit = load<i32>(load<u32>(batch + BATCH_LIMITS) + 4 * lane);
  offer(batch, scratch, <i32>lane, load<i32>(scratch + SCRATCH_FIRST_ROW) + row, limit, score - error, score + error);
}

function wentAhead(batch: usize, scratch: usize, place: usize, lane: usize): bool {
  if (load<i32>(scratch, SCRATCH_IS_SKETCHED) === 0) return false;
  const lanes: usize = load<u32>(batch + BATCH_LANES);
  const upper = load<f32>(load<u32>(scratch + SCRATCH_EXTENT_UPPERS) + <u32>(4 * (lanes * place + lane)));
  return upper >= load<f32>(scratch + 4 * lane, SCRATCH_AHEAD);
}
