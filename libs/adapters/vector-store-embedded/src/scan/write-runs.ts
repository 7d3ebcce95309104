import { SKETCH_GAIN } from '../table/sketch-layout.ts';
import type { VectorColumns } from '../table/vector-columns.ts';
import type { BatchMemory } from './batch-memory.ts';
import type { QuantizedQuery, QuantizedSketch } from './quantized-query.ts';
import type { ScanMemory } from './scan-memory.ts';
import * as structs from './scan-structs.ts';
import type { BatchInput } from './write-batch.ts';

/** Where the parts of a batch go. */
export interface Place {
  readonly part: BatchMemory;
  readonly lanes: number;
  /** Positions among the layout's blocks. */
  readonly positions: readonly number[];
}

/** Writes the dense blocks that any of the queries weighs; returns the address of their list. */
export function writeDense(input: BatchInput, { part, lanes, positions }: Place): number {
  const { columns, queries } = input;
  const { layout, memory } = columns;
  const list = part.take(structs.DENSE_BYTES * positions.length);
  for (const [order, position] of positions.entries()) {
    const { codesOffset, codeDimension } = layout.dense[position]!;
    const rest = part.take(4 * lanes);
    writeRest(memory, rest, queries, positions.slice(order));
    const quantized = queries.map(({ dense }) => dense.get(position));
    const rows = { codesOffset, codeDimension, stride: codeDimension + structs.PARAMETER_BYTES, terms: 1 };
    writeRun(input, { part, lanes, entry: list + structs.DENSE_BYTES * order, rows, quantized, rest });
  }
  return list;
}

/** As {@link writeSketch} says that there is none. */
export const NO_SKETCH = { entry: 0, slack: 0 };

/** Writes the queries' sketches. Addresses of their entry and of the slack; 0 where reading them would not spare much. */
export function writeSketch(input: BatchInput, { part, lanes, positions }: Place): { entry: number; slack: number } {
  const { columns, queries } = input;
  const { memory, layout } = columns;
  const { sketch: rows } = layout;
  const dimension = positions.reduce((sum, position) => sum + layout.dense[position]!.codeDimension, 0);
  const isWorthIt = rows !== undefined && dimension >= SKETCH_GAIN * rows.codeDimension;
  if (!isWorthIt || queries.some(({ sketch }) => sketch === undefined)) return NO_SKETCH;
  const [entry, slack, rest] = [part.take(structs.DENSE_BYTES), part.take(4 * lanes), part.take(4 * lanes)];
  memory.floats.fill(0, rest / 4, rest / 4 + lanes);
  for (let lane = 0; lane < lanes; lane++) memory.floats[slack / 4 + lane] = queries[lane]?.sketch?.slack ?? 0;
  writeRun(input, { part, lanes, entry, rows, quantized: queries.map(({ sketch }) => sketch), rest });
  return { entry, slack };
}

interface Run extends Omit<Place, 'positions'> {
  readonly entry: number;
  readonly rows: {
    readonly codesOffset: number;
    readonly codeDimension: number;
    readonly stride: number;
    readonly terms: number;
  };
  /** Per query; undefined where it gives no weight. */
  readonly quantized: readonly (Pick<QuantizedSketch, 'codes' | 'factors'> | undefined)[];
  readonly rest: number;
}

/** Writes the {@link structs.DENSE_BYTES} of one run of codes per row, and the queries' codes and factors for it. */
function writeRun(
  { columns: { memory } }: BatchInput,
  { part, lanes, entry, rows: { codesOffset, codeDimension, stride, terms }, quantized, rest }: Run,
): void {
  const codes = part.take(lanes * codeDimension);
  const factors = part.take(4 * (2 + terms) * lanes);
  memory.bytes.fill(0, codes, codes + lanes * codeDimension);
  memory.floats.fill(0, factors / 4, factors / 4 + (2 + terms) * lanes);
  for (const [lane, query] of quantized.entries()) {
    if (query === undefined) continue;
    for (let i = 0; i < codeDimension; i += 16)
      memory.bytes.set(query.codes.subarray(i, i + 16), codes + i * lanes + 16 * lane);
    query.factors.forEach((factor, kind) => (memory.floats[factors / 4 + kind * lanes + lane] = factor));
  }
  const set = (field: number, value: number): void => void (memory.words[(entry + field) / 4] = value);
  set(structs.DENSE_CODES, codesOffset);
  set(structs.DENSE_DIMENSION, codeDimension);
  set(structs.DENSE_STRIDE, stride);
  set(structs.DENSE_TERMS, terms);
  set(structs.DENSE_QUERY, codes);
  set(structs.DENSE_FACTORS, factors);
  set(structs.DENSE_REST, rest);
}

/** Positions of the dense blocks that any query weighs, those first that can move their scores most. */
export function orderDense({ layout }: VectorColumns, queries: readonly QuantizedQuery[]): number[] {
  return [...layout.dense.keys()]
    .filter((position) => queries.some(({ dense }) => dense.has(position)))
    .sort((left, right) => greatestTogether(queries, right) - greatestTogether(queries, left));
}

/** By how much a block can move the scores of all queries together. */
function greatestTogether(queries: readonly QuantizedQuery[], position: number): number {
  return queries.reduce((sum, { dense }) => sum + (dense.get(position)?.greatest ?? 0), 0);
}

/** What the blocks at `positions` can add to each query's scores together. */
function writeRest(
  { floats }: ScanMemory,
  address: number,
  queries: readonly QuantizedQuery[],
  positions: readonly number[],
): void {
  for (const [lane, { dense }] of queries.entries())
    floats[address / 4 + lane] = positions.reduce((sum, position) => sum + (dense.get(position)?.greatest ?? 0), 0);
}
