import {
  BATCH_LANES,
  BATCH_MASK,
  CHUNK_ROWS,
  SCRATCH_COUNTED,
  SCRATCH_FIRST_ROW,
  SCRATCH_FROM,
  SCRATCH_IS_FULL,
  SCRATCH_IS_SKETCHED,
  SCRATCH_REACHING,
  SCRATCH_READS_ALL,
  SCRATCH_ROW_COUNT,
  SCRATCH_TO,
} from '../src/scan/scan-structs';
import { addLookups } from './add-lookups';
import { finishLane } from './finish-lane';
import { gatherRows } from './gather-rows';
import { scoreChunk } from './score-chunk';
import { areFewSketched, takeSketched } from './take-sketched';
import { takeOverThresholds } from './thresholds';

/**
 * Scores the scratch's extent for the batch's queries and offers the rows whose upper bound reaches the threshold. Begins where
 * SCRATCH_FROM says; returns where to go on, `SCRATCH_TO` where nothing is left, or less where a list of candidates must be emptied first.
 *
 * Look-ups come first, for the whole extent: their tables are read in no order, and between the rows of dense blocks they would keep
 * the processor from fetching those ahead. Where the rows are sketched, and few may still reach the threshold, only these are read.
 */
export function scan(batch: usize, scratch: usize): i32 {
  const mask = load<u32>(batch + BATCH_MASK) + load<i32>(scratch + SCRATCH_FIRST_ROW);
  const lanes: usize = load<u32>(batch + BATCH_LANES);
  const isSketched = load<i32>(scratch, SCRATCH_IS_SKETCHED) !== 0;
  let at = load<i32>(scratch + SCRATCH_FROM);
  if (at === 0) {
    gatherRows(batch, scratch, mask);
    if (isSketched) {
      takeOverThresholds(batch, scratch, lanes);
      store<i32>(scratch, areFewSketched(batch, scratch) ? 0 : 1, SCRATCH_READS_ALL);
    } else chooseReading(batch, scratch);
    if (!isSketched || load<i32>(scratch, SCRATCH_READS_ALL) === 1) addLookups(batch, scratch);
  }
  const takes = isSketched && load<i32>(scratch, SCRATCH_READS_ALL) === 0;
  const count = load<i32>(scratch + SCRATCH_ROW_COUNT);
  while (at < count) {
    if (takes) takeSketched(batch, scratch, mask, at, min(CHUNK_ROWS, count - at));
    else scoreChunk(batch, scratch, mask, at, min(CHUNK_ROWS, count - at));
    at += CHUNK_ROWS;
    if (load<i32>(scratch + SCRATCH_IS_FULL) !== 0 && at < count) return at;
  }
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
