import { VectorStoreMemoryError } from '@kindred/vector-store';
import type { ScanTable } from './scan-table.ts';
import { findDirections } from './sketch-directions.ts';

/** Fewer rows are scanned as fast without sketches. */
const MIN_ROWS = 4_096;
/** Directions are found anew once a table has so many times the rows that they were found for. */
const GROWTH = 4;
/** Rows × dimension that directions are found from. */
const SAMPLED_NUMBERS = 1_000_000;
const [LEAST_SAMPLE, GREATEST_SAMPLE] = [600, 2_048];
/** Between two turns, milliseconds. */
const TURN_MS = 1;

export interface SketchFittingOptions {
  readonly table: ScanTable;
  /** Resolves when the passes that are under way have ended. */
  readonly passesEnd: () => Promise<unknown>;
  /** Resolves when it is a good moment to go on. */
  readonly makeWay: () => Promise<unknown>;
}

/**
 * Gives a table's rows their sketches, in the background and in small steps: of rows of 2 × 384 numbers, a second of work and 7 s per
 * million. Searches are as right before and meanwhile, and slower. What directions are found, and from which rows, changes only how tight bounds are.
 */
export class SketchFitting {
  readonly #options: SketchFittingOptions;
  /** Rows of the table when its directions were found. */
  #fittedRows = 0;
  #fitting: Promise<void> | undefined;
  #isClosed = false;

  constructor(options: SketchFittingOptions) {
    this.#options = options;
  }

  /** Begins where the table is large, and has grown much since the last time. Costs little to ask. */
  beginIfWorthIt(): void {
    const { size, vectors } = this.#options.table;
    if (vectors.sketch === undefined || size < Math.max(MIN_ROWS, GROWTH * this.#fittedRows)) return;
    if (this.#isClosed || this.#fitting !== undefined) return;
    this.#fittedRows = size;
    this.#fitting = this.fit()
      .catch((error: unknown) => {
        // Without room for directions, rows stay as they are until the table has grown.
        if (!(error instanceof VectorStoreMemoryError))
          process.emitWarning(`Rows could not be sketched; searches are right, and slower: ${String(error)}`);
      })
      .finally(() => (this.#fitting = undefined));
  }

  /** Finds directions and sketches all rows. @throws VectorStoreMemoryError */
  async fit(): Promise<void> {
    const { table, passesEnd, makeWay } = this.#options;
    const { vectors } = table;
    const { sketch } = vectors;
    if (sketch === undefined) return;
    const directions: (readonly Float32Array[] | undefined)[] = [];
    for (const [position, { components }] of sketch.layout.blocks.entries()) {
      const isWhole = components === vectors.layout.dense[position]!.dimension;
      directions.push(isWhole ? undefined : await findDirections(this.#sample(position), components));
      if (this.#isClosed) return;
    }
    const wasComplete = sketch.isComplete;
    sketch.isComplete = false;
    await passesEnd();
    try {
      sketch.useDirections(directions);
    } catch (error) {
      sketch.isComplete = wasComplete;
      throw error;
    }
    // Those that are written meanwhile get theirs at once; those that nobody reads any more don't matter.
    for (let row = 0, turnEnds = 0; row < table.rowCount; row++) {
      if (performance.now() >= turnEnds) {
        await makeWay();
        turnEnds = performance.now() + TURN_MS;
      }
      if (this.#isClosed) return;
      vectors.sketchRow(row);
    }
    sketch.isComplete = true;
  }

  close(): void {
    this.#isClosed = true;
  }

  /** Copies of the block of rows from all over the table. */
  #sample(position: number): Float32Array[] {
    const { rowCount, vectors } = this.#options.table;
    const block = vectors.layout.dense[position]!;
    const wanted = Math.max(LEAST_SAMPLE, Math.min(GREATEST_SAMPLE, SAMPLED_NUMBERS / block.dimension));
    const step = Math.max(1, rowCount / wanted);
    const sample: Float32Array[] = [];
    for (let row = 0; row < rowCount; row += step) {
      const { values, begin } = vectors.blockValues(Math.floor(row), block);
      sample.push(values.slice(begin, begin + block.dimension));
    }
    return sample;
  }
}
