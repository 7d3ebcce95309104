import {
  BATCH_LANES,
  BATCH_MASK,
  CHUNK_ROWS,
  SCRATCH_COUNTED,
  SCRATCH_FIRST_ROW,
  SCRATCH_FROM,
  SCRATCH_IS_FULL,
  SCRATCH_REACHING,
  SCRATCH_READS_ALL,
  SCRATCH_ROW_COUNT,
  SCRATCH_TO,
} from '../src/scan/scan-structs';
import { addLookups } from './add-lookups';
import { finishLane } from './finish-lane';
import { gatherRows } from './gather-rows';
import { scoreChunk } from './score-chunk';

/**
 * Scores the scratch's extent for the batch's queries and offers the rows whose upper bound reaches the threshold. Begins where
 * SCRATCH_FROM says; returns where to go on, `SCRATCH_TO` where nothing is left, or less where a list of candidates must be emptied first.
 *
 * Look-ups come first, for the whole extent: their tables are read in no order, and between the rows of dense blocks they would keep
 * the processor from fetching those ahead.
 */
export function scan(batch: usize, scratch: usize): i32 {
  const mask = load<u32>(batch + BATCH_MASK) + load<i32>(scratch + SCRATCH_FIRST_ROW);
  let at = load<i32>(scratch + SCRATCH_FROM);
  if (at === 0) {
    gatherRows(batch, scratch, mask);
    addLookups(batch, scratch);
    chooseReading(batch, scratch);
  }
  const count = load<i32>(scratch + SCRATCH_ROW_COUNT);
  while (at < count) {
    scoreChunk(batch, scratch, mask, at, min(CHUNK_ROWS, count - at));
    at += CHUNK_ROWS;
    if (load<i32>(scratch + SCRATCH_IS_FULL) !== 0 && at < count) return at;
  }
  const lanes: usize = load<u32>(batch + BATCH_LANES);
  for (let lane: usize = 0; lane < lanes; lane++) finishLane(batch, scratch, lanes, lane);
  return load<i32>(scratch + SCRATCH_TO);
}

/**
 * Where more than few rows of the extents before needed all their blocks, this one's are read without asking: a stream of memory with
 * gaps costs more than it saves. What was counted fades, so that it is asked again as thresholds rise.
 */
function chooseReading(batch: usize, scratch: usize): void {
  const reaching = load<i32>(scratch, SCRATCH_REACHING);
  const counted = load<i32>(scratch, SCRATCH_COUNTED);
  const few = load<i32>(batch + BATCH_LANES) === 1 ? 16 : 8;
  const readsAll = few * reaching > counted;
  store<i32>(scratch, readsAll ? 1 : 0, SCRATCH_READS_ALL);
  store<i32>(scratch, readsAll ? (3 * reaching) / 4 : 0, SCRATCH_REACHING);
  if (!readsAll) store<i32>(scratch, 0, SCRATCH_COUNTED);
}
