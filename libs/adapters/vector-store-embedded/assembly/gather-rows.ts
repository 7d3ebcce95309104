import { BATCH_IS_DENSE, ROW_GROUP, SCRATCH_ROW_COUNT, SCRATCH_ROWS, SCRATCH_TO } from '../src/scan/scan-structs';

/** Lists the rows below SCRATCH_TO that a query wants; where most are wanted, all but long stretches of unwanted ones. */
export function gatherRows(batch: usize, scratch: usize, mask: usize): void {
  const isDense = load<i32>(batch + BATCH_IS_DENSE) !== 0;
  const to = load<i32>(scratch + SCRATCH_TO);
  const begin = scratch + SCRATCH_ROWS;
  let end = begin;
  let row = 0;
  while (row < to) {
    while (row + 8 <= to && load<u64>(mask + row) === 0) row += 8;
    if (isDense && row + 8 <= to) {
      const first = i32x4.add(i32x4.splat(row), i32x4(0, 1, 2, 3));
      v128.store(end, first);
      v128.store(end, i32x4.add(first, i32x4.splat(4)), 16);
      end += 32;
      row += 8;
      continue;
    }
    const stretchEnd = min(to, row + 8);
    for (; row < stretchEnd; row++) {
      store<u32>(end, row);
      end += isDense || load<u8>(mask + row) !== 0 ? 4 : 0;
    }
  }
  store<i32>(scratch + SCRATCH_ROW_COUNT, <i32>((end - begin) / 4));
  if (end === begin) return;
  const last = load<u32>(end - 4);
  for (; (end - begin) % (4 * ROW_GROUP) !== 0; end += 4) store<u32>(end, last);
}
