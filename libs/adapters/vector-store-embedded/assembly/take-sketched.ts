import {
  BATCH_LANES,
  BATCH_SLACK,
  SCRATCH_AHEAD,
  SCRATCH_EXTENT_UPPERS,
  SCRATCH_ROW_COUNT,
  SCRATCH_ROWS,
  SCRATCH_THRESHOLDS,
} from '../src/scan/scan-structs';
import { lookupScore } from './add-lookups';
import { finishIfFull } from './finish-lane';
import { take } from './take-reaching';

/** Takes over into the queries' lists those of the extent's `count` rows that go ahead. */
export function takeAhead(batch: usize, scratch: usize, mask: usize, count: i32): void {
  takeBetween(batch, scratch, mask, 0, count, true);
}

/**
 * Takes over into the queries' lists those of `count` rows, from place `at` on, whose upper bound by sketches reaches the threshold and that
 * did not go ahead.
 */
export function takeSketched(batch: usize, scratch: usize, mask: usize, at: i32, count: i32): void {
  takeBetween(batch, scratch, mask, at, at + count, false);
}

function takeBetween(batch: usize, scratch: usize, mask: usize, from: i32, to: i32, goAhead: bool): void {
  const lanes: usize = load<u32>(batch + BATCH_LANES);
  if (lanes === 1) takeOfOne(batch, scratch, mask, from, to, goAhead);
  else
    for (let first: usize = 0; first < lanes; first += 4)
      takeOfFour(batch, scratch, mask, from, to, lanes, first, goAhead);
}

function takeOfOne(batch: usize, scratch: usize, mask: usize, from: i32, to: i32, goAhead: bool): void {
  const uppers: usize = load<u32>(scratch + SCRATCH_EXTENT_UPPERS);
  const ahead = v128.load_splat<f32>(scratch, SCRATCH_AHEAD);
  const least = goAhead ? ahead : v128.load_splat<f32>(scratch, SCRATCH_THRESHOLDS);
  const gone = goAhead ? f32x4.splat(NaN) : ahead;
  for (let i = from; i < to; i += 4) {
    const four = v128.load(uppers + 4 * i);
    const reached = i32x4.bitmask(v128.andnot(f32x4.ge(four, least), f32x4.ge(four, gone)));
    if (reached === 0) continue;
    for (let j = i; j < min(to, i + 4); j++) if ((reached >> (j - i)) & 1) takeRow(batch, scratch, mask, j, 0, 1);
  }
}

function takeOfFour(
  batch: usize,
  scratch: usize,
  mask: usize,
  from: i32,
  to: i32,
  lanes: usize,
  first: usize,
  goAhead: bool,
): void {
  const uppers: usize = load<u32>(scratch + SCRATCH_EXTENT_UPPERS) + <u32>(4 * first);
  const ahead = v128.load(scratch + 4 * first, SCRATCH_AHEAD);
  const least = goAhead ? ahead : v128.load(scratch + 4 * first, SCRATCH_THRESHOLDS);
  const gone = goAhead ? f32x4.splat(NaN) : ahead;
  for (let i = from; i < to; i++) {
    const four = v128.load(uppers + 4 * lanes * i);
    let reached = i32x4.bitmask(v128.andnot(f32x4.ge(four, least), f32x4.ge(four, gone)));
    while (reached !== 0) {
      const lane: usize = ctz(reached);
      reached &= reached - 1;
      takeRow(batch, scratch, mask, i, first + lane, lanes);
    }
  }
}

/** Puts the row that is listed at `place` into the lane's list, where it begins again with what look-ups contribute. */
function takeRow(batch: usize, scratch: usize, mask: usize, place: i32, lane: usize, lanes: usize): void {
  const row = load<u32>(scratch + 4 * place, SCRATCH_ROWS);
  const slack = load<f32>(load<u32>(batch + BATCH_SLACK) + <u32>(4 * lane));
  take(scratch, mask, row, lane, lookupScore(batch, scratch, row, lane), slack);
  finishIfFull(batch, scratch, lanes, lane);
}

/** Reading the blocks of a row by itself costs as much as those of so many rows in order, for one query. */
const ROWS_ALONE = 6;
/** And, for four queries, of so many in order. */
const ROWS_OF_FOUR: f32 = 4;
/** Of a long list, rows stand so close that they cost no more than all in order, next to which four queries cost 1. */
const MOST_OF_ONE: f32 = 0.625;

/**
 * Whether reading the blocks of all the extent's rows, for the queries together, costs more than reading, query by query, those of the
 * rows whose upper bounds reach the threshold.
 */
export function areFewSketched(batch: usize, scratch: usize): bool {
  const lanes: usize = load<u32>(batch + BATCH_LANES);
  const count = load<i32>(scratch + SCRATCH_ROW_COUNT);
  if (lanes === 1) return ROWS_ALONE * countOfOne(scratch, count) <= count;
  const most = MOST_OF_ONE * <f32>count;
  let cost: f32 = 0;
  for (let first: usize = 0; first < lanes; first += 4) {
    const reaching = f32x4.convert_i32x4_s(countOfFour(scratch, count, lanes, first));
    const costs = f32x4.min(f32x4.mul(reaching, f32x4.splat(ROWS_OF_FOUR)), f32x4.splat(most));
    cost += f32x4.extract_lane(costs, 0) + f32x4.extract_lane(costs, 1);
    cost += f32x4.extract_lane(costs, 2) + f32x4.extract_lane(costs, 3);
  }
  return <f32>4 * cost <= <f32>lanes * <f32>count;
}

function countOfOne(scratch: usize, count: i32): i32 {
  const begin: usize = load<u32>(scratch + SCRATCH_EXTENT_UPPERS);
  const threshold = v128.load_splat<f32>(scratch, SCRATCH_THRESHOLDS);
  let reaching = 0;
  for (let at = begin; at < begin + 4 * count; at += 16)
    reaching += popcnt(i32x4.bitmask(f32x4.ge(v128.load(at), threshold)));
  return reaching;
}

/** i32 [4 lanes] */
function countOfFour(scratch: usize, count: i32, lanes: usize, first: usize): v128 {
  const begin: usize = load<u32>(scratch + SCRATCH_EXTENT_UPPERS) + <u32>(4 * first);
  const end = begin + 4 * lanes * count;
  const thresholds = v128.load(scratch + 4 * first, SCRATCH_THRESHOLDS);
  let reaching = i32x4.splat(0);
  // -1 where it does.
  for (let at = begin; at < end; at += 4 * lanes) reaching = i32x4.sub(reaching, f32x4.ge(v128.load(at), thresholds));
  return reaching;
}
