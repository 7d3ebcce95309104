import {
  BATCH_LANES,
  BATCH_LIMITS,
  BATCH_MASK,
  SCRATCH_AHEAD,
  SCRATCH_FIRST_ROW,
  SCRATCH_GREATEST,
  SCRATCH_GROUP_COUNT,
  SCRATCH_ROW_COUNT,
  SCRATCH_THRESHOLDS,
} from '../src/scan/scan-structs';
import { finishLane } from './finish-lane';
import { gatherRows } from './gather-rows';
import { takeAhead } from './take-sketched';
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
  takeAhead(batch, scratch, mask, load<i32>(scratch + SCRATCH_ROW_COUNT));
  for (let lane: usize = 0; lane < lanes; lane++) finishLane(batch, scratch, lanes, lane);
}
