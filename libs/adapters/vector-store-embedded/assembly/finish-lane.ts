import {
  BATCH_DENSE,
  BATCH_DENSE_COUNT,
  BATCH_LIMITS,
  CHUNK_ROWS,
  DENSE_BYTES,
  DENSE_FACTORS,
  DENSE_REST,
  ROW_GROUP,
  SCRATCH_FIRST_ROW,
  SCRATCH_IS_SKETCHED,
  SCRATCH_TAKEN,
  SCRATCH_TAKEN_COUNTS,
  SCRATCH_THRESHOLDS,
  TAKEN_BYTES,
  TAKEN_CAPACITY,
  TAKEN_ERRORS,
  TAKEN_SCORES,
} from '../src/scan/scan-structs';
import { offer } from './candidates';
import { addDenseOfOne } from './dense-of-one';
import { touchRows } from './touch-rows';

/** Goes on with the rows in the lane's list where it has no room for another chunk. */
export function finishIfFull(batch: usize, scratch: usize, lanes: usize, lane: usize): void {
  if (load<i32>(scratch + SCRATCH_TAKEN_COUNTS + 4 * lane) > TAKEN_CAPACITY - CHUNK_ROWS)
    finishLane(batch, scratch, lanes, lane);
}

/**
 * Adds the dense blocks that were not read for all rows to those in the lane's list, offers those whose upper bound reaches the threshold, and
 * empties the list.
 */
export function finishLane(batch: usize, scratch: usize, lanes: usize, lane: usize): void {
  const list = scratch + SCRATCH_TAKEN + TAKEN_BYTES * lane;
  const scores = list + TAKEN_SCORES;
  const errors = list + TAKEN_ERRORS;
  let dense: usize = load<u32>(batch + BATCH_DENSE);
  const end = dense + DENSE_BYTES * load<u32>(batch + BATCH_DENSE_COUNT);
  let count = load<i32>(scratch + SCRATCH_TAKEN_COUNTS + 4 * lane);
  store<i32>(scratch + 4 * lane, 0, SCRATCH_TAKEN_COUNTS);
  if (load<i32>(scratch, SCRATCH_IS_SKETCHED) === 0) dense += DENSE_BYTES;
  for (; dense < end; dense += DENSE_BYTES) {
    // Blocks that the query gives no weight.
    if (load<f32>(load<u32>(dense + DENSE_FACTORS) + <u32>(4 * lane)) === 0) continue;
    // The threshold may have risen since, too.
    count = keepReaching(dense, scratch, lane, list, count);
    if (count === 0) return;
    touchRows(dense, scratch, list, count);
    repeatLast(list, count);
    addDenseOfOne(dense, scratch, lanes, lane, list, scores, errors, count);
  }
  const limit = load<i32>(load<u32>(batch + BATCH_LIMITS) + <u32>(4 * lane));
  const firstRow = load<i32>(scratch + SCRATCH_FIRST_ROW);
  for (let at = list; at < list + 4 * count; at += 4) {
    const score = load<f32>(at, TAKEN_SCORES);
    const error = load<f32>(at, TAKEN_ERRORS);
    if (!(score + error >= load<f32>(scratch + 4 * lane, SCRATCH_THRESHOLDS))) continue;
    offer(batch, scratch, <i32>lane, firstRow + load<i32>(at), limit, score - error, score + error);
  }
}

/** Drops the rows that can't reach the threshold any more, whatever `dense` and the blocks behind it add; returns how many stay. */
function keepReaching(dense: usize, scratch: usize, lane: usize, list: usize, count: i32): i32 {
  const rest = load<f32>(load<u32>(dense + DENSE_REST) + <u32>(4 * lane));
  const needed = load<f32>(scratch + 4 * lane, SCRATCH_THRESHOLDS) - rest;
  let kept = list;
  for (let at = list; at < list + 4 * count; at += 4) {
    const score = load<f32>(at, TAKEN_SCORES);
    const error = load<f32>(at, TAKEN_ERRORS);
    store<u32>(kept, load<u32>(at));
    store<f32>(kept, score, TAKEN_SCORES);
    store<f32>(kept, error, TAKEN_ERRORS);
    kept += score + error < needed ? 0 : 4;
  }
  return <i32>((kept - list) / 4);
}

function repeatLast(list: usize, count: i32): void {
  const last = load<u32>(list + 4 * (count - 1));
  for (let i = count; i % ROW_GROUP !== 0; i++) store<u32>(list + 4 * i, last);
}
