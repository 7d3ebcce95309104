import { BATCH_LANES, SCRATCH_COUNTED, SCRATCH_REACHING, SCRATCH_READS_ALL } from '../src/scan/scan-structs';

/**
 * Where more than few rows of the extents before needed all their blocks, this one's are read without asking: a stream of memory with
 * gaps costs more than it saves. What was counted fades, so that it is asked again as thresholds rise.
 */
export function chooseReading(batch: usize, scratch: usize): void {
  const reaching = load<i32>(scratch, SCRATCH_REACHING);
  const counted = load<i32>(scratch, SCRATCH_COUNTED);
  const readsAll = !areFew(batch, reaching, counted);
  store<i32>(scratch, readsAll ? 1 : 0, SCRATCH_READS_ALL);
  store<i32>(scratch, readsAll ? (3 * reaching) / 4 : 0, SCRATCH_REACHING);
  if (!readsAll) store<i32>(scratch, 0, SCRATCH_COUNTED);
}

/** Whether so few pairs of row and query reach the threshold, of so many rows, that their blocks are better read one by one. */
export function areFew(batch: usize, reaching: i32, rows: i32): bool {
  return (load<i32>(batch + BATCH_LANES) === 1 ? 16 : 8) * reaching <= rows;
}

/** That of `count` rows so many pairs of row and query needed all blocks. */
export function remember(scratch: usize, reaching: i32, count: i32): void {
  store<i32>(scratch, load<i32>(scratch, SCRATCH_REACHING) + reaching, SCRATCH_REACHING);
  store<i32>(scratch, load<i32>(scratch, SCRATCH_COUNTED) + count, SCRATCH_COUNTED);
}
