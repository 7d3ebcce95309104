import {
  BATCH_DENSE,
  BATCH_DENSE_COUNT,
  BATCH_LANES,
  BATCH_SLACK,
  DENSE_BYTES,
  SCRATCH_ERRORS,
  SCRATCH_ROWS,
  SCRATCH_SCORES,
  TILE_ROWS,
} from '../src/scan/scan-structs';
import { addDenseOfFour } from './dense-of-four';
import { addDenseOfOne } from './dense-of-one';
import { offerTileToFour, offerTileToOne } from './offer-tile';

/** Scores TILE_ROWS of the rows listed, from place `at` on, for all queries, and offers the first `count` of them. */
export function scoreTile(batch: usize, scratch: usize, mask: usize, at: i32, count: i32): void {
  const lanes: usize = load<u32>(batch + BATCH_LANES);
  const slack: usize = load<u32>(batch + BATCH_SLACK);
  const rows = scratch + SCRATCH_ROWS + 4 * at;
  const scores = scratch + SCRATCH_SCORES + 4 * lanes * at;
  const errors = scratch + SCRATCH_ERRORS;
  const begin: usize = load<u32>(batch + BATCH_DENSE);
  const end = begin + DENSE_BYTES * load<u32>(batch + BATCH_DENSE_COUNT);
  if (lanes === 1) {
    fill(errors, 16, 4 * TILE_ROWS, v128.load_splat<f32>(slack));
    for (let dense = begin; dense < end; dense += DENSE_BYTES) addDenseOfOne(dense, scratch, rows, scores);
    offerTileToOne(batch, scratch, mask, rows, scores, count);
    return;
  }
  for (let first: usize = 0; first < lanes; first += 4) {
    fill(errors + 4 * first, 4 * lanes, 4 * lanes * TILE_ROWS, v128.load(slack + 4 * first));
    for (let dense = begin; dense < end; dense += DENSE_BYTES)
      addDenseOfFour(dense, scratch, rows, scores + 4 * first, lanes, first);
    offerTileToFour(batch, scratch, mask, rows, scores, count, lanes, first);
  }
}

/** Stores `value` every `stride` bytes. */
function fill(begin: usize, stride: usize, bytes: usize, value: v128): void {
  for (let at: usize = 0; at < bytes; at += stride) v128.store(begin + at, value);
}
