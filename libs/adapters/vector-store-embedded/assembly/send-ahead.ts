import {
  BATCH_LANES,
  BATCH_LIMITS,
  BATCH_MASK,
  BATCH_SLACK,
  SCRATCH_AHEAD,
  SCRATCH_EXTENT_UPPERS,
  SCRATCH_FIRST_ROW,
  SCRATCH_GREATEST,
  SCRATCH_GROUP_COUNT,
  SCRATCH_ROW_COUNT,
  SCRATCH_ROWS,
  SCRATCH_THRESHOLDS,
} from '../src/scan/scan-structs';
import { lookupScore } from './add-lookups';
import { finishIfFull, finishLane } from './finish-lane';
import { gatherRows } from './gather-rows';
import { take } from './take-reaching';
import { takeOverThresholds } from './thresholds';

/** Groups whose greatest rows go ahead, beyond a query's limit. */
const MORE_THAN_LIMIT = 22;
/**
 * Greater limits are left to the rows as they come. An extent's rows that go ahead must all fit into a list of candidates:
 * MAX_LIMIT - 1 that are there already, and GROUP_ROWS × (MAX_LIMIT + MORE_THAN_LIMIT).
 */
const MAX_LIMIT = 100;
/** Of a round, so many groups are needed for each that goes ahead. */
const SPARED = 4;
/** Each halves by how much the bound may be off. */
const STEPS = 10;

/**
 * Begins a round's closer look: for queries that have no threshold yet, finds the upper bound that only the most promising rows reach, so
 * that these can go ahead and all others meet a threshold that is nearly right. Whether there is any such query.
 */
export function findAhead(batch: usize, scratch: usize): bool {
  const lanes: usize = load<u32>(batch + BATCH_LANES);
  const groups = load<i32>(scratch, SCRATCH_GROUP_COUNT);
  takeOverThresholds(batch, scratch, lanes);
  let isAny = false;
  for (let lane: usize = 0; lane < lanes; lane++) {
    const limit = load<i32>(load<u32>(batch + BATCH_LIMITS) + <u32>(4 * lane));
    const wanted = limit + MORE_THAN_LIMIT;
    const isNew = load<f32>(scratch + 4 * lane, SCRATCH_THRESHOLDS) === -Infinity;
    const goes = isNew && limit > 0 && limit <= MAX_LIMIT && groups >= SPARED * wanted;
    store<f32>(scratch + 4 * lane, goes ? boundOf(scratch, lanes, lane, wanted) : NaN, SCRATCH_AHEAD);
    isAny = isAny || goes;
  }
  return isAny;
}

/** A value that the greatest bounds of at most `most` groups reach; NaN where those can't be told from the rest. Garbage may be among them: rows that are just being written. */
function boundOf(scratch: usize, lanes: usize, lane: usize, most: i32): f32 {
  const begin = scratch + SCRATCH_GREATEST + 4 * lane;
  const step: usize = 4 * lanes;
  const end = begin + step * load<i32>(scratch, SCRATCH_GROUP_COUNT);
  let low: f32 = Infinity;
  let high: f32 = -Infinity;
  for (let at = begin; at < end; at += step) {
    const greatest = load<f32>(at);
    if (!isFinite(greatest)) continue;
    low = min(low, greatest);
    high = max(high, greatest);
  }
  let isFound = false;
  for (let i = 0; i < STEPS; i++) {
    const middle = low + (high - low) / 2;
    let reaching = 0;
    for (let at = begin; at < end; at += step) reaching += load<f32>(at) >= middle ? 1 : 0;
    if (reaching > most) low = middle;
    else {
      high = middle;
      isFound = true;
    }
  }
  return isFound ? high : NaN;
}

/** Compares in full the rows of the scratch's extent that go ahead. At most GROUP_ROWS of each group that reaches the bound do. */
export function sendAhead(batch: usize, scratch: usize): void {
  const mask = load<u32>(batch + BATCH_MASK) + load<i32>(scratch + SCRATCH_FIRST_ROW);
  const lanes: usize = load<u32>(batch + BATCH_LANES);
  gatherRows(batch, scratch, mask);
  const count = load<i32>(scratch + SCRATCH_ROW_COUNT);
  if (lanes === 1) sendOfOne(batch, scratch, mask, count);
  else for (let first: usize = 0; first < lanes; first += 4) sendOfFour(batch, scratch, mask, count, lanes, first);
  for (let lane: usize = 0; lane < lanes; lane++) finishLane(batch, scratch, lanes, lane);
}

function sendOfOne(batch: usize, scratch: usize, mask: usize, count: i32): void {
  const uppers: usize = load<u32>(scratch + SCRATCH_EXTENT_UPPERS);
  const bound = v128.load_splat<f32>(scratch, SCRATCH_AHEAD);
  for (let i = 0; i < count; i += 4) {
    const reached = i32x4.bitmask(f32x4.ge(v128.load(uppers + 4 * i), bound));
    if (reached === 0) continue;
    for (let j = i; j < min(count, i + 4); j++)
      if ((reached >> (j - i)) & 1) takeSketchedRow(batch, scratch, mask, j, 0, 1);
  }
}

function sendOfFour(batch: usize, scratch: usize, mask: usize, count: i32, lanes: usize, first: usize): void {
  let upper: usize = load<u32>(scratch + SCRATCH_EXTENT_UPPERS) + <u32>(4 * first);
  const bounds = v128.load(scratch + 4 * first, SCRATCH_AHEAD);
  for (let i = 0; i < count; i++, upper += 4 * lanes) {
    let reached = i32x4.bitmask(f32x4.ge(v128.load(upper), bounds));
    while (reached !== 0) {
      const lane: usize = ctz(reached);
      reached &= reached - 1;
      takeSketchedRow(batch, scratch, mask, i, first + lane, lanes);
    }
  }
}

/** Puts the row that is listed at `place` into the lane's list, where it begins again with what look-ups contribute. */
export function takeSketchedRow(
  batch: usize,
  scratch: usize,
  mask: usize,
  place: i32,
  lane: usize,
  lanes: usize,
): void {
  const row = load<u32>(scratch + 4 * place, SCRATCH_ROWS);
  const slack = load<f32>(load<u32>(batch + BATCH_SLACK) + <u32>(4 * lane));
  take(scratch, mask, row, lane, lookupScore(batch, scratch, row, lane), slack);
  finishIfFull(batch, scratch, lanes, lane);
}
