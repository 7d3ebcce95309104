import {
  BATCH_DENSE,
  BATCH_DENSE_COUNT,
  BATCH_LANES,
  BATCH_SLACK,
  DENSE_BYTES,
  SCRATCH_COUNTED,
  SCRATCH_ERRORS,
  SCRATCH_REACHING,
  SCRATCH_READS_ALL,
  SCRATCH_ROWS,
  SCRATCH_SCORES,
} from '../src/scan/scan-structs';
import { countReachingOfFour, countReachingOfOne } from './count-reaching';
import { addDenseOfFour } from './dense-of-four';
import { addDenseOfOne } from './dense-of-one';
import { offerToFour, offerToOne } from './offer-rows';
import { takeOfFour, takeOfOne } from './take-reaching';
import { takeOverThresholds } from './thresholds';

/**
 * Scores the next `count` of the rows listed, from place `at` on. The first dense block is read for all rows and queries together. Where
 * few pairs of them are left that the other blocks could still bring in, these wait in the lists of their queries; else the other
 * blocks are read for all as well, and rows whose upper bound reaches the threshold are offered.
 */
export function scoreChunk(batch: usize, scratch: usize, mask: usize, at: i32, count: i32): void {
  const lanes: usize = load<u32>(batch + BATCH_LANES);
  takeOverThresholds(batch, scratch, lanes);
  const rows = scratch + SCRATCH_ROWS + 4 * at;
  const scores = scratch + SCRATCH_SCORES + 4 * lanes * at;
  if (lanes === 1) scoreForOne(batch, scratch, mask, rows, scores, count);
  else
    for (let first: usize = 0; first < lanes; first += 4)
      scoreForFour(batch, scratch, mask, rows, scores, count, lanes, first);
}

function scoreForOne(batch: usize, scratch: usize, mask: usize, rows: usize, scores: usize, count: i32): void {
  const errors = scratch + SCRATCH_ERRORS;
  fill(errors, 16, count, v128.load_splat<f32>(load<u32>(batch + BATCH_SLACK)));
  let dense: usize = load<u32>(batch + BATCH_DENSE);
  const end = dense + DENSE_BYTES * load<u32>(batch + BATCH_DENSE_COUNT);
  if (dense < end) {
    addDenseOfOne(dense, scratch, 1, 0, rows, scores, errors, count);
    dense += DENSE_BYTES;
  }
  if (dense < end && load<i32>(scratch, SCRATCH_READS_ALL) === 0) {
    const reaching = countReachingOfOne(dense, scratch, scores, count);
    remember(scratch, reaching, count);
    if (8 * reaching <= count) return takeOfOne(batch, scratch, mask, dense, rows, scores, count);
  }
  for (; dense < end; dense += DENSE_BYTES) addDenseOfOne(dense, scratch, 1, 0, rows, scores, errors, count);
  offerToOne(batch, scratch, mask, rows, scores, count);
}

function scoreForFour(
  batch: usize,
  scratch: usize,
  mask: usize,
  rows: usize,
  scores: usize,
  count: i32,
  lanes: usize,
  first: usize,
): void {
  const slack = load<u32>(batch + BATCH_SLACK) + <u32>(4 * first);
  const errors = scratch + SCRATCH_ERRORS + 4 * first;
  fill(errors, 4 * lanes, 4 * count, v128.load(slack));
  let dense: usize = load<u32>(batch + BATCH_DENSE);
  const end = dense + DENSE_BYTES * load<u32>(batch + BATCH_DENSE_COUNT);
  if (dense < end) {
    addDenseOfFour(dense, scratch, rows, scores + 4 * first, errors, count, lanes, first);
    dense += DENSE_BYTES;
  }
  if (dense < end && load<i32>(scratch, SCRATCH_READS_ALL) === 0) {
    const reaching = countReachingOfFour(dense, scratch, scores, count, lanes, first);
    remember(scratch, reaching, count);
    if (4 * reaching <= count) return takeOfFour(batch, scratch, mask, dense, rows, scores, count, lanes, first);
  }
  for (; dense < end; dense += DENSE_BYTES)
    addDenseOfFour(dense, scratch, rows, scores + 4 * first, errors, count, lanes, first);
  offerToFour(batch, scratch, mask, rows, scores, count, lanes, first);
}

function remember(scratch: usize, reaching: i32, count: i32): void {
  store<i32>(scratch, load<i32>(scratch, SCRATCH_REACHING) + reaching, SCRATCH_REACHING);
  store<i32>(scratch, load<i32>(scratch, SCRATCH_COUNTED) + count, SCRATCH_COUNTED);
}

/** Stores `value` every `stride` bytes, for `count` floats or a few more. */
function fill(begin: usize, stride: usize, count: i32, value: v128): void {
  for (let i = 0; i < count; i += 4, begin += stride) v128.store(begin, value);
}
