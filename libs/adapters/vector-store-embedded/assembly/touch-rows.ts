import { DENSE_CODES, DENSE_STRIDE, SCRATCH_EXTENT, SCRATCH_SUMS } from '../src/scan/scan-structs';

const CACHE_LINE: usize = 64;

/**
 * Reads from every cache line of the rows' codes of a dense block. These reads don't wait for each other as those of the sums do, so
 * that the memory answers many at a time: WebAssembly has no instruction to fetch ahead.
 */
export function touchRows(dense: usize, scratch: usize, rows: usize, count: i32): void {
  const stride: usize = load<u32>(dense + DENSE_STRIDE);
  const block: usize = load<u32>(scratch + SCRATCH_EXTENT) + load<u32>(dense + DENSE_CODES);
  let sum: u64 = 0;
  for (let at = rows; at < rows + 4 * count; at += 4) {
    const begin = block + stride * load<u32>(at);
    for (let line = begin; line < begin + stride; line += CACHE_LINE) sum += load<u64>(line);
  }
  // Stored, so that no compiler leaves the reads out.
  store<u64>(scratch, sum, SCRATCH_SUMS);
}
