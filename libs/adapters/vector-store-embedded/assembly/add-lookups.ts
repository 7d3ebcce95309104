import {
  BATCH_LANES,
  BATCH_LOOKUP_COUNT,
  BATCH_LOOKUPS,
  LOOKUP_BYTES,
  LOOKUP_CODES,
  LOOKUP_TABLE,
  SCRATCH_EXTENT,
  SCRATCH_ROW_COUNT,
  SCRATCH_ROWS,
  SCRATCH_SCORES,
} from '../src/scan/scan-structs';

/** Begins the scores of all rows listed with what the blocks that repeat contribute. */
export function addLookups(batch: usize, scratch: usize): void {
  const lanes: usize = load<u32>(batch + BATCH_LANES);
  const count = load<i32>(scratch + SCRATCH_ROW_COUNT);
  memory.fill(scratch + SCRATCH_SCORES, 0, 4 * lanes * count);
  let lookup: usize = load<u32>(batch + BATCH_LOOKUPS);
  const end = lookup + LOOKUP_BYTES * load<u32>(batch + BATCH_LOOKUP_COUNT);
  for (; lookup < end; lookup += LOOKUP_BYTES)
    if (lanes === 1) addToOne(lookup, scratch, count);
    else for (let first: usize = 0; first < lanes; first += 4) addToFour(lookup, scratch, count, lanes, first);
}

/** What the blocks that repeat contribute to the score of one row of the extent, for one of the batch's queries. */
export function lookupScore(batch: usize, scratch: usize, row: u32, lane: usize): f32 {
  const lanes: usize = load<u32>(batch + BATCH_LANES);
  let score: f32 = 0;
  let lookup: usize = load<u32>(batch + BATCH_LOOKUPS);
  const end = lookup + LOOKUP_BYTES * load<u32>(batch + BATCH_LOOKUP_COUNT);
  for (; lookup < end; lookup += LOOKUP_BYTES) {
    const code: usize = load<u32>(load<u32>(scratch + SCRATCH_EXTENT) + load<u32>(lookup + LOOKUP_CODES) + 4 * row);
    score += load<f32>(load<u32>(lookup + LOOKUP_TABLE) + <u32>(4 * (lanes * code + lane)));
  }
  return score;
}

function addToOne(lookup: usize, scratch: usize, count: i32): void {
  const codes = load<u32>(scratch + SCRATCH_EXTENT) + load<u32>(lookup + LOOKUP_CODES);
  const table: usize = load<u32>(lookup + LOOKUP_TABLE);
  const end = scratch + 4 * count;
  for (let at = scratch; at < end; at += 4) {
    const code = load<u32>(codes + 4 * load<u32>(at, SCRATCH_ROWS));
    store<f32>(at, load<f32>(at, SCRATCH_SCORES) + load<f32>(table + 4 * code), SCRATCH_SCORES);
  }
}

function addToFour(lookup: usize, scratch: usize, count: i32, lanes: usize, first: usize): void {
  const codes = load<u32>(scratch + SCRATCH_EXTENT) + load<u32>(lookup + LOOKUP_CODES);
  const table = load<u32>(lookup + LOOKUP_TABLE) + 4 * first;
  let scores = scratch + 4 * first;
  const end = scratch + 4 * count;
  for (let at = scratch; at < end; at += 4) {
    const code = load<u32>(codes + 4 * load<u32>(at, SCRATCH_ROWS));
    const sum = f32x4.add(v128.load(scores, SCRATCH_SCORES), v128.load(table + 4 * lanes * code));
    v128.store(scores, sum, SCRATCH_SCORES);
    scores += 4 * lanes;
  }
}
