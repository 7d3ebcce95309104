import type { VectorColumns } from '../table/vector-columns.ts';
import { BatchMemory } from './batch-memory.ts';
import type { QuantizedQuery } from './quantized-query.ts';
import type { ScanKernels } from './scan-kernels.ts';
import * as structs from './scan-structs.ts';
import { lookupBytes, weighedLookups, writeLookups } from './write-lookups.ts';
import { NO_SKETCH, orderDense, writeDense, writeSketch } from './write-runs.ts';

export interface BatchInput {
  readonly columns: VectorColumns;
  readonly kernels: ScanKernels;
  /** 1 to MAX_LANES. */
  readonly queries: readonly QuantizedQuery[];
  /** Rows are 0 to this. */
  readonly rowCount: number;
  /** A row mask: bit q is set where the row may answer query q. Rows behind its end answer none. */
  readonly mask: Uint8Array;
  /** Per query, the number of rows that may answer it. */
  readonly answering: readonly number[];
}

/** -∞ as a number that orders as floats do: assembly/thresholds.ts. */
const LEAST_THRESHOLD = 0x807fffff;

/** From this share of the rows on, a branch per row that is often guessed wrong costs more than scoring the rows. */
const DENSE_SHARE = 0.25;

/** Below this share of the rows, those that may not answer are worth leaving out of sketches' counts. */
const HIDING_SHARE = 0.95;

/** How many queries the kernels run side by side: 1, 4 or 8. */
function laneCount(queryCount: number): number {
  return queryCount === 1 ? 1 : queryCount <= 4 ? 4 : structs.MAX_LANES;
}

/** Writes the structs of scan-structs.ts for one pass. Release what it returns when the pass is over. */
export function writeBatch(input: BatchInput): BatchMemory {
  const { columns, queries, rowCount, mask } = input;
  const { layout, memory, extents } = columns;
  const lanes = laneCount(queries.length);
  const dense = orderDense(columns, queries);
  const lookups = weighedLookups(input);
  const extentCount = Math.ceil(rowCount / layout.rowsPerExtent);
  const part = new BatchMemory(
    memory,
    bytesOf(input, { lanes, extentCount }),
    14 + 5 * (layout.dense.length + layout.lookups.length),
  );
  const batch = part.take(structs.BATCH_BYTES);
  const maskAddress = part.take(extentCount * layout.rowsPerExtent);
  memory.bytes.set(mask.subarray(0, rowCount), maskAddress);
  const masked = Math.min(mask.length, rowCount);
  memory.bytes.fill(0, maskAddress + masked, maskAddress + extentCount * layout.rowsPerExtent);
  const extentList = part.take(4 * extentCount);
  memory.words.set(extents.slice(0, extentCount), extentList / 4);
  const set = (field: number, value: number): void => void (memory.words[(batch + field) / 4] = value);
  set(structs.BATCH_LANES, lanes);
  set(structs.BATCH_MASK, maskAddress);
  set(structs.BATCH_EXTENTS, extentList);
  set(structs.BATCH_EXTENT_COUNT, extentCount);
  set(structs.BATCH_ROWS_PER_EXTENT, layout.rowsPerExtent);
  set(structs.BATCH_ROW_COUNT, rowCount);
  set(structs.BATCH_NEXT_EXTENT, 0);
  const isDense = Math.max(...input.answering) > DENSE_SHARE * rowCount;
  set(structs.BATCH_IS_DENSE, isDense ? 1 : 0);
  set(structs.BATCH_HIDES_ROWS, Math.min(...input.answering) < HIDING_SHARE * rowCount ? 1 : 0);
  set(structs.BATCH_DENSE_COUNT, dense.length);
  set(structs.BATCH_LOOKUP_COUNT, lookups.length);
  set(structs.BATCH_DENSE, writeDense(input, { part, lanes, positions: dense }));
  set(structs.BATCH_LOOKUPS, writeLookups(input, { part, lanes, positions: lookups }));
  // Of rows far apart, sketches spare little: memory is read in lines.
  const sketch = isDense ? writeSketch(input, { part, lanes, positions: dense }) : NO_SKETCH;
  set(structs.BATCH_SKETCH, sketch.entry);
  set(structs.BATCH_SKETCH_SLACK, sketch.slack);
  const slack = part.take(4 * lanes);
  const limits = part.take(4 * lanes);
  const thresholds = part.take(4 * lanes);
  for (let lane = 0; lane < lanes; lane++) {
    memory.floats[slack / 4 + lane] = queries[lane]?.slack ?? 0;
    memory.words[thresholds / 4 + lane] = LEAST_THRESHOLD;
    memory.words[limits / 4 + lane] = queries[lane]?.limit ?? 0;
  }
  set(structs.BATCH_SLACK, slack);
  set(structs.BATCH_LIMITS, limits);
  set(structs.BATCH_THRESHOLDS, thresholds);
  return part;
}

function bytesOf(input: BatchInput, { lanes, extentCount }: { lanes: number; extentCount: number }): number {
  const { columns, rowCount } = input;
  const { layout } = columns;
  const dense = layout.dense.reduce((sum, block) => sum + lanes * (block.codeDimension + 16), 0);
  const sketch = layout.sketch === undefined ? 0 : lanes * (layout.sketch.codeDimension + 4 * layout.sketch.terms + 16);
  return (
    rowCount +
    layout.rowsPerExtent +
    4 * extentCount +
    dense +
    sketch +
    lookupBytes(input, lanes) +
    32 * (layout.dense.length + layout.lookups.length) +
    512
  );
}
