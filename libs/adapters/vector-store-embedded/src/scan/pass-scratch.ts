import './web-assembly.ts';
import type { CandidateList } from './candidate-list.ts';
import * as structs from './scan-structs.ts';

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

/** What one thread reads and writes of the batch and of its own scratch between the kernels' calls. Made anew for every pass. */
export class PassScratch {
  readonly lanes: number;
  readonly extentCount: number;
  readonly rowsPerExtent: number;
  readonly isSketched: boolean;
  readonly #scratch: number;
  readonly #batch: number;
  readonly #words: Uint32Array;
  readonly #floats: Float32Array;
  readonly #counters: Int32Array;
  /** Candidates that were taken out to make room, per lane. */
  readonly #emptied: CandidateList[][];

  constructor(memory: WebAssembly.Memory, scratch: number, batch: number) {
    this.#scratch = scratch;
    this.#batch = batch;
    this.#words = new Uint32Array(memory.buffer);
    this.#floats = new Float32Array(memory.buffer);
    this.#counters = new Int32Array(memory.buffer);
    this.lanes = this.#read(batch + structs.BATCH_LANES);
    this.extentCount = this.#read(batch + structs.BATCH_EXTENT_COUNT);
    this.rowsPerExtent = this.#read(batch + structs.BATCH_ROWS_PER_EXTENT);
    this.isSketched = this.#read(batch + structs.BATCH_SKETCH) !== 0;
    this.#emptied = Array.from({ length: this.lanes }, () => []);
    const limits = this.#read(batch + structs.BATCH_LIMITS) / 4;
    for (let lane = 0; lane < structs.MAX_LANES; lane++) {
      // A lane without a query wants no row.
      const isUsed = lane < this.lanes && this.#words[limits + lane]! > 0;
      this.#floats[(scratch + structs.SCRATCH_THRESHOLDS) / 4 + lane] = isUsed ? -Infinity : Infinity;
      for (const counts of [
        structs.SCRATCH_HEAP_COUNTS,
        structs.SCRATCH_CANDIDATE_COUNTS,
        structs.SCRATCH_TAKEN_COUNTS,
      ])
        this.#set(counts + 4 * lane, 0);
    }
    this.#set(structs.SCRATCH_REACHING, 0);
    this.#set(structs.SCRATCH_COUNTED, 0);
    this.#set(structs.SCRATCH_IS_FULL, 0);
  }

  /** The number of an extent that no thread has taken yet; undefined where there is none. */
  takeExtent(): number | undefined {
    const index = Atomics.add(this.#counters, (this.#batch + structs.BATCH_NEXT_EXTENT) / 4, 1);
    return index < this.extentCount ? index : undefined;
  }

  /** Says which extent the next kernels work on, `place` being its place in a round of sketched ones. Returns how many rows it has. */
  enter(index: number, place: number | undefined): number {
    const firstRow = index * this.rowsPerExtent;
    const rows = Math.min(this.rowsPerExtent, this.#read(this.#batch + structs.BATCH_ROW_COUNT) - firstRow);
    const extents = this.#read(this.#batch + structs.BATCH_EXTENTS) / 4;
    this.#set(structs.SCRATCH_EXTENT, this.#words[extents + index]!);
    this.#set(structs.SCRATCH_FIRST_ROW, firstRow);
    this.#set(structs.SCRATCH_TO, rows);
    this.#set(structs.SCRATCH_IS_SKETCHED, place === undefined ? 0 : 1);
    const uppers = this.#scratch + structs.SCRATCH_UPPERS + 4 * (place ?? 0) * this.rowsPerExtent * this.lanes;
    this.#set(structs.SCRATCH_EXTENT_UPPERS, uppers);
    return rows;
  }

  beginRound(): void {
    this.#set(structs.SCRATCH_GROUP_COUNT, 0);
  }

  /** Whether all blocks were read of all rows of the extent that was scanned last. */
  get readAll(): boolean {
    return this.#read(this.#scratch + structs.SCRATCH_READS_ALL) === 1;
  }

  goOnFrom(row: number): void {
    this.#set(structs.SCRATCH_FROM, row);
  }

  /** Takes candidates out where a list of them is nearly full. */
  makeRoom(): void {
    if (this.#read(this.#scratch + structs.SCRATCH_IS_FULL) === 0) return;
    this.#set(structs.SCRATCH_IS_FULL, 0);
    this.#emptied.forEach((lists, lane) => lists.push(this.#takeCandidates(lane)));
  }

  /** Per lane, all candidates that were found, and the threshold that they must reach. */
  finish(): { readonly lists: readonly CandidateList[]; readonly threshold: number }[] {
    return this.#emptied.map((lists, lane) => ({
      lists: [...lists, this.#takeCandidates(lane)],
      threshold: this.#floats[(this.#scratch + structs.SCRATCH_THRESHOLDS) / 4 + lane]!,
    }));
  }

  /** Empties the lane's list. */
  #takeCandidates(lane: number): CandidateList {
    const countAt = (this.#scratch + structs.SCRATCH_CANDIDATE_COUNTS) / 4 + lane;
    const count = this.#words[countAt]!;
    this.#words[countAt] = 0;
    const stride = structs.CANDIDATE_BYTES / 4;
    const list =
      this.#read(this.#scratch + structs.SCRATCH_CANDIDATES) / 4 + stride * structs.CANDIDATE_CAPACITY * lane;
    const taken = { rows: new Uint32Array(count), lower: new Float32Array(count), upper: new Float32Array(count) };
    for (let i = 0; i < count; i++) {
      taken.rows[i] = this.#words[list + stride * i]!;
      taken.lower[i] = this.#floats[list + stride * i + 1]!;
      taken.upper[i] = this.#floats[list + stride * i + 2]!;
    }
    return taken;
  }

  #read(address: number): number {
    return this.#words[address / 4]!;
  }

  #set(field: number, value: number): void {
    this.#words[(this.#scratch + field) / 4] = value;
  }
}
