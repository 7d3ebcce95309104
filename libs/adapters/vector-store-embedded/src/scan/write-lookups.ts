import type { BatchMemory } from './batch-memory.ts';
import type { QuantizedQuery } from './quantized-query.ts';
import * as structs from './scan-structs.ts';
import type { BatchInput } from './write-batch.ts';
import type { Place } from './write-runs.ts';

/** Positions of the blocks that repeat and that any query weighs. */
export function weighedLookups({ columns, queries }: BatchInput): number[] {
  return [...columns.layout.lookups.keys()].filter((position) => queries.some(({ lookups }) => lookups.has(position)));
}

/** Bytes that {@link writeLookups} takes, but for rounding. */
export function lookupBytes({ columns }: BatchInput, lanes: number): number {
  return columns.dictionaries.reduce((sum, { length, stride }) => sum + 4 * lanes * (length + stride + 1), 0);
}

/**
 * Writes a look-up table for each of the blocks at `positions`: what every distinct block of the collection contributes to the queries'
 * scores. All queries' tables are made together, since the distinct blocks are read from memory as fast as they are multiplied.
 */
export function writeLookups(input: BatchInput, { part, lanes, positions }: Place): number {
  const { columns, queries } = input;
  const { layout, memory } = columns;
  const list = part.take(structs.LOOKUP_BYTES * positions.length);
  for (const [order, position] of positions.entries()) {
    const own = queries.map(({ lookups }) => lookups.get(position));
    const entry = (list + structs.LOOKUP_BYTES * order) / 4;
    memory.words[entry + structs.LOOKUP_CODES / 4] = layout.lookups[position]!.codesOffset;
    memory.words[entry + structs.LOOKUP_TABLE / 4] = writeTable(input, { part, lanes, position, own });
  }
  return list;
}

interface Table {
  readonly part: BatchMemory;
  readonly lanes: number;
  readonly position: number;
  /** Per query; undefined where it gives no weight. */
  readonly own: readonly ReturnType<QuantizedQuery['lookups']['get']>[];
}

/** Address of f32 [distinct blocks][lanes]. */
function writeTable({ columns, kernels }: BatchInput, { part, lanes, position, own }: Table): number {
  const { memory, dictionaries } = columns;
  const { address, length, stride } = dictionaries[position]!;
  const table = part.take(4 * lanes * length);
  const values = part.take(4 * lanes * stride);
  const weights = part.take(4 * lanes);
  memory.floats.fill(0, values / 4, values / 4 + lanes * stride);
  memory.floats.fill(0, weights / 4, weights / 4 + lanes);
  for (const [lane, query] of own.entries()) {
    if (query === undefined) continue;
    memory.floats.set(query.values, values / 4 + lane * stride);
    memory.floats[weights / 4 + lane] = query.weight;
  }
  if (lanes === 1) kernels.dotRows(address, length, stride, values, own[0]!.weight, table, 4);
  for (let first = 0; lanes > 1 && first < lanes; first += 4) {
    const at = 4 * first;
    kernels.dotRowsOfFour(address, length, stride, values + at * stride, weights + at, table + at, 4 * lanes);
  }
  return table;
}
