import {
  DENSE_REST,
  SCRATCH_ERRORS,
  SCRATCH_TAKEN,
  SCRATCH_TAKEN_COUNTS,
  SCRATCH_THRESHOLDS,
  TAKEN_BYTES,
  TAKEN_ERRORS,
  TAKEN_SCORES,
} from '../src/scan/scan-structs';
import { finishIfFull } from './finish-lane';

/**
 * Takes over into the lane's list those of a chunk's first `count` rows that the query wants and whose upper bound can still reach the
 * threshold, with the most that `dense` and the blocks behind it add. For a batch of one query.
 */
export function takeOfOne(
  batch: usize,
  scratch: usize,
  mask: usize,
  dense: usize,
  rows: usize,
  scores: usize,
  count: i32,
): void {
  const errors = scratch + SCRATCH_ERRORS;
  const rest = v128.load_splat<f32>(load<u32>(dense + DENSE_REST));
  const needed = f32x4.sub(v128.load_splat<f32>(scratch, SCRATCH_THRESHOLDS), rest);
  for (let i = 0; i < count; i += 4) {
    const upper = f32x4.add(v128.load(scores + 4 * i), v128.load(errors + 4 * i));
    const reached = i32x4.bitmask(f32x4.ge(upper, needed));
    if (reached === 0) continue;
    const end = min(count, i + 4);
    for (let j = i; j < end; j++)
      if ((reached >> (j - i)) & 1)
        take(scratch, mask, load<u32>(rows + 4 * j), 0, load<f32>(scores + 4 * j), load<f32>(errors + 4 * j));
  }
  finishIfFull(batch, scratch, 1, 0);
}

/** The same for lanes `first` to `first + 3`. */
export function takeOfFour(
  batch: usize,
  scratch: usize,
  mask: usize,
  dense: usize,
  rows: usize,
  scores: usize,
  count: i32,
  lanes: usize,
  first: usize,
): void {
  const rest = v128.load(load<u32>(dense + DENSE_REST) + <u32>(4 * first));
  const needed = f32x4.sub(v128.load(scratch + 4 * first, SCRATCH_THRESHOLDS), rest);
  let score = scores + 4 * first;
  let error = scratch + SCRATCH_ERRORS + 4 * first;
  for (let i = 0; i < count; i++) {
    let reached = i32x4.bitmask(f32x4.ge(f32x4.add(v128.load(score), v128.load(error)), needed));
    while (reached !== 0) {
      const lane: usize = ctz(reached);
      reached &= reached - 1;
      take(
        scratch,
        mask,
        load<u32>(rows + 4 * i),
        first + lane,
        load<f32>(score + 4 * lane),
        load<f32>(error + 4 * lane),
      );
    }
    score += 4 * lanes;
    error += 4 * lanes;
  }
  for (let lane = first; lane < first + 4; lane++) finishIfFull(batch, scratch, lanes, lane);
}

/** Where the query wants the row, it comes last in the lane's list. */
export function take(scratch: usize, mask: usize, row: u32, lane: usize, score: f32, error: f32): void {
  const countAt = scratch + SCRATCH_TAKEN_COUNTS + 4 * lane;
  const count = load<i32>(countAt);
  const entry = scratch + SCRATCH_TAKEN + TAKEN_BYTES * lane + 4 * count;
  store<u32>(entry, row);
  store<f32>(entry, score, TAKEN_SCORES);
  store<f32>(entry, error, TAKEN_ERRORS);
  store<i32>(countAt, count + ((load<u8>(mask + row) >> (<u8>lane)) & 1));
}
