import type { CandidateList } from './candidate-list.ts';

export interface ScanWorkerData {
  readonly module: WebAssembly.Module;
}

export type ScanRequest =
  /** `memory` comes with the first pass of a collection, and stays. */
  | {
      readonly type: 'pass';
      readonly id: number;
      readonly table: number;
      readonly batch: number;
      readonly scratch: number;
      readonly memory?: WebAssembly.Memory;
    }
  | { readonly type: 'forget'; readonly table: number };

export type ScanReply =
  { readonly id: number; readonly lanes: PackedLists } | { readonly id: number; readonly failure: string };

/** Lists in one buffer, since every buffer that changes threads costs a message of its own. */
export interface PackedLists {
  /** Per list: rows, lower and upper bounds, of 4 bytes each. */
  readonly buffer: ArrayBuffer;
  readonly lengths: readonly number[];
}

export function packLists(lists: readonly CandidateList[]): PackedLists {
  const lengths = lists.map(({ rows }) => rows.length);
  const buffer = new ArrayBuffer(12 * lengths.reduce((sum, length) => sum + length, 0));
  const packed = { buffer, lengths };
  for (const [index, views] of unpackLists(packed).entries()) {
    const { rows, lower, upper } = lists[index]!;
    views.rows.set(rows);
    views.lower.set(lower);
    views.upper.set(upper);
  }
  return packed;
}

/** Views of the buffer. */
export function unpackLists({ buffer, lengths }: PackedLists): CandidateList[] {
  let offset = 0;
  return lengths.map((length) => {
    const begin = offset;
    offset += 12 * length;
    return {
      rows: new Uint32Array(buffer, begin, length),
      lower: new Float32Array(buffer, begin + 4 * length, length),
      upper: new Float32Array(buffer, begin + 8 * length, length),
    };
  });
}
