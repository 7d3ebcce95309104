import {
  BATCH_HIDES_ROWS,
  BATCH_LANES,
  BATCH_MASK,
  BATCH_SKETCH,
  BATCH_SKETCH_SLACK,
  GROUP_ROWS,
  SCRATCH_EXTENT_UPPERS,
  SCRATCH_FIRST_ROW,
  SCRATCH_GREATEST,
  SCRATCH_GROUP_COUNT,
  SCRATCH_ROW_COUNT,
  SCRATCH_ROWS,
  SCRATCH_SCORES,
} from '../src/scan/scan-structs';
import { addLookups } from './add-lookups';
import { addDenseOfFour } from './dense-of-four';
import { addDenseOfOne } from './dense-of-one';
import { gatherRows } from './gather-rows';

/** Bounds the scores of the scratch's extent from above, by look-ups and sketches; notes the greatest bound of each group of rows. */
export function sketch(batch: usize, scratch: usize): void {
  gatherRows(batch, scratch, load<u32>(batch + BATCH_MASK) + load<i32>(scratch + SCRATCH_FIRST_ROW));
  addLookups(batch, scratch);
  const lanes: usize = load<u32>(batch + BATCH_LANES);
  const count = load<i32>(scratch + SCRATCH_ROW_COUNT);
  if (lanes === 1) writeUppersOfOne(batch, scratch, count);
  else for (let first: usize = 0; first < lanes; first += 4) writeUppersOfFour(batch, scratch, count, lanes, first);
  if (load<i32>(batch + BATCH_HIDES_ROWS) !== 0) hideUnwanted(batch, scratch, lanes, count);
  noteGreatest(scratch, lanes, count);
}

function writeUppersOfOne(batch: usize, scratch: usize, count: i32): void {
  const uppers: usize = load<u32>(scratch + SCRATCH_EXTENT_UPPERS);
  const scores = scratch + SCRATCH_SCORES;
  const slack = v128.load_splat<f32>(load<u32>(batch + BATCH_SKETCH_SLACK));
  const bytes: usize = 4 * count;
  for (let at: usize = 0; at < bytes; at += 16) v128.store(uppers + at, f32x4.add(v128.load(scores + at), slack));
  const rows = scratch + SCRATCH_ROWS;
  addDenseOfOne(load<u32>(batch + BATCH_SKETCH), scratch, 1, 0, rows, uppers, uppers, count);
}

function writeUppersOfFour(batch: usize, scratch: usize, count: i32, lanes: usize, first: usize): void {
  const uppers: usize = load<u32>(scratch + SCRATCH_EXTENT_UPPERS) + <u32>(4 * first);
  const scores = scratch + SCRATCH_SCORES + 4 * first;
  const slack = v128.load(load<u32>(batch + BATCH_SKETCH_SLACK) + <u32>(4 * first));
  const bytes: usize = 4 * lanes * count;
  for (let at: usize = 0; at < bytes; at += 4 * lanes)
    v128.store(uppers + at, f32x4.add(v128.load(scores + at), slack));
  const rows = scratch + SCRATCH_ROWS;
  addDenseOfFour(load<u32>(batch + BATCH_SKETCH), scratch, rows, uppers, uppers, count, lanes, first);
}

const BITS_OF_MINUS_INFINITY: u32 = 0xff800000;

/** Rows that may not answer a query must not look promising. Without branches, which would be guessed wrong as often as not. */
function hideUnwanted(batch: usize, scratch: usize, lanes: usize, count: i32): void {
  const mask: usize = load<u32>(batch + BATCH_MASK) + load<u32>(scratch + SCRATCH_FIRST_ROW);
  let upper: usize = load<u32>(scratch + SCRATCH_EXTENT_UPPERS);
  const end = scratch + 4 * count;
  const hidden = f32x4.splat(-Infinity);
  for (let at = scratch; at < end; at += 4, upper += 4 * lanes) {
    const wanted: u32 = load<u8>(mask + load<u32>(at, SCRATCH_ROWS));
    if (lanes === 1) {
      const kept = 0 - (wanted & 1);
      store<u32>(upper, (load<u32>(upper) & kept) | (BITS_OF_MINUS_INFINITY & ~kept));
      continue;
    }
    for (let first: usize = 0; first < lanes; first += 4) {
      const bits = v128.and(i32x4.splat(wanted >> (<u32>first)), i32x4(1, 2, 4, 8));
      const isHidden = i32x4.eq(bits, i32x4.splat(0));
      v128.store(upper + 4 * first, v128.bitselect(hidden, v128.load(upper + 4 * first), isHidden));
    }
  }
}

/** `pmax`, since it passes over what is no number: rows that are just being written. */
function noteGreatest(scratch: usize, lanes: usize, count: i32): void {
  const uppers: usize = load<u32>(scratch + SCRATCH_EXTENT_UPPERS);
  const groupCount = load<i32>(scratch, SCRATCH_GROUP_COUNT);
  const step: usize = 4 * lanes;
  let target = scratch + SCRATCH_GREATEST + step * groupCount;
  for (let row = 0; row < count; row += GROUP_ROWS, target += step) {
    const begin = uppers + step * row;
    const end = uppers + step * min(count, row + GROUP_ROWS);
    if (lanes === 1) {
      let greatest: f32 = -Infinity;
      for (let at = begin; at < end; at += 4) greatest = load<f32>(at) > greatest ? load<f32>(at) : greatest;
      store<f32>(target, greatest);
    }
    for (let first: usize = 0; lanes > 1 && first < step; first += 16) {
      let greatest = f32x4.splat(-Infinity);
      for (let at = begin + first; at < end; at += step) greatest = f32x4.pmax(greatest, v128.load(at));
      v128.store(target + first, greatest);
    }
  }
  store<i32>(scratch, groupCount + (count + GROUP_ROWS - 1) / GROUP_ROWS, SCRATCH_GROUP_COUNT);
}
