import type { ScanKernels } from './scan-kernels.ts';
import * as structs from './scan-structs.ts';

/** Rows that may be among a query's best, each with bounds of its score. Three arrays of one length. */
export interface CandidateList {
  readonly rows: Uint32Array;
  readonly lower: Float32Array;
  readonly upper: Float32Array;
}

/** A memory and its kernels, as one thread sees them. */
export interface PassContext {
  readonly memory: WebAssembly.Memory;
  readonly kernels: ScanKernels;
  /** Address of this thread's scratch: {@link initializeScratch}. */
  readonly scratch: number;
}

/** Bytes of one thread's scratch: heaps and candidates of all lanes. */
export const SCRATCH_TOTAL_BYTES =
  structs.SCRATCH_BYTES +
  structs.MAX_LANES * (4 * structs.HEAP_CAPACITY + structs.CANDIDATE_BYTES * structs.CANDIDATE_CAPACITY);

/** Writes where heaps and candidates are. */
export function initializeScratch(memory: WebAssembly.Memory, scratch: number): void {
  const words = new Uint32Array(memory.buffer);
  const heaps = scratch + structs.SCRATCH_BYTES;
  words[(scratch + structs.SCRATCH_HEAPS) / 4] = heaps;
  words[(scratch + structs.SCRATCH_CANDIDATES) / 4] = heaps + structs.MAX_LANES * 4 * structs.HEAP_CAPACITY;
}

/**
 * Takes one extent after the other from the batch until none is left, and scans it. Several threads may do so at once, each with
 * a scratch of its own. Per lane, returns the rows whose upper bound reaches this thread's `limit`-th best lower bound.
 */
export function runPass({ memory, kernels, scratch }: PassContext, batch: number): CandidateList[] {
  // Where another thread has grown the memory, `buffer` may still be the one before, which ends too early; growing by nothing renews it.
  memory.grow(0);
  const words = new Uint32Array(memory.buffer);
  const floats = new Float32Array(memory.buffer);
  const counters = new Int32Array(memory.buffer);
  const read = (address: number): number => words[address / 4]!;
  const lanes = read(batch + structs.BATCH_LANES);
  const extents = read(batch + structs.BATCH_EXTENTS) / 4;
  const [extentCount, rowsPerExtent] = [
    read(batch + structs.BATCH_EXTENT_COUNT),
    read(batch + structs.BATCH_ROWS_PER_EXTENT),
  ];
  const rowCount = read(batch + structs.BATCH_ROW_COUNT);
  const limits = read(batch + structs.BATCH_LIMITS) / 4;
  const set = (field: number, value: number): void => void (words[(scratch + field) / 4] = value);
  for (let lane = 0; lane < structs.MAX_LANES; lane++) {
    // A lane without a query wants no row.
    const isUsed = lane < lanes && words[limits + lane]! > 0;
    floats[(scratch + structs.SCRATCH_THRESHOLDS) / 4 + lane] = isUsed ? -Infinity : Infinity;
    set(structs.SCRATCH_HEAP_COUNTS + 4 * lane, 0);
    set(structs.SCRATCH_CANDIDATE_COUNTS + 4 * lane, 0);
    set(structs.SCRATCH_TAKEN_COUNTS + 4 * lane, 0);
  }
  set(structs.SCRATCH_REACHING, 0);
  set(structs.SCRATCH_COUNTED, 0);
  const emptied: CandidateList[][] = Array.from({ length: lanes }, () => []);
  for (;;) {
    const index = Atomics.add(counters, (batch + structs.BATCH_NEXT_EXTENT) / 4, 1);
    if (index >= extentCount) break;
    const firstRow = index * rowsPerExtent;
    const to = Math.min(rowsPerExtent, rowCount - firstRow);
    set(structs.SCRATCH_EXTENT, words[extents + index]!);
    set(structs.SCRATCH_FIRST_ROW, firstRow);
    set(structs.SCRATCH_TO, to);
    for (let from = 0; from < to;) {
      set(structs.SCRATCH_FROM, from);
      set(structs.SCRATCH_IS_FULL, 0);
      from = kernels.scan(batch, scratch);
      if (read(scratch + structs.SCRATCH_IS_FULL) === 1)
        emptied.forEach((lists, lane) => lists.push(takeCandidates(memory, scratch, lane)));
    }
  }
  return emptied.map((lists, lane) => {
    const threshold = floats[(scratch + structs.SCRATCH_THRESHOLDS) / 4 + lane]!;
    return keepReaching([...lists, takeCandidates(memory, scratch, lane)], threshold);
  });
}

/** The candidates whose upper bound is at least `threshold`, in the order given. */
export function keepReaching(lists: readonly CandidateList[], threshold: number): CandidateList {
  let count = 0;
  for (const { upper } of lists) for (const bound of upper) if (bound >= threshold) count++;
  const kept = { rows: new Uint32Array(count), lower: new Float32Array(count), upper: new Float32Array(count) };
  let at = 0;
  for (const { rows, lower, upper } of lists) {
    for (let i = 0; i < rows.length; i++) {
      if (upper[i]! < threshold) continue;
      kept.rows[at] = rows[i]!;
      kept.lower[at] = lower[i]!;
      kept.upper[at++] = upper[i]!;
    }
  }
  return kept;
}

/** Empties the lane's list. */
function takeCandidates(memory: WebAssembly.Memory, scratch: number, lane: number): CandidateList {
  const words = new Uint32Array(memory.buffer);
  const floats = new Float32Array(memory.buffer);
  const countAt = (scratch + structs.SCRATCH_CANDIDATE_COUNTS) / 4 + lane;
  const count = words[countAt]!;
  words[countAt] = 0;
  const stride = structs.CANDIDATE_BYTES / 4;
  const list = words[(scratch + structs.SCRATCH_CANDIDATES) / 4]! / 4 + stride * structs.CANDIDATE_CAPACITY * lane;
  const taken = { rows: new Uint32Array(count), lower: new Float32Array(count), upper: new Float32Array(count) };
  for (let i = 0; i < count; i++) {
    taken.rows[i] = words[list + stride * i]!;
    taken.lower[i] = floats[list + stride * i + 1]!;
    taken.upper[i] = floats[list + stride * i + 2]!;
  }
  return taken;
}
