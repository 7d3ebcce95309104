import type { BlockSpec } from '@kindred/vector-store';
import type { ScanKernels } from '../scan/scan-kernels.ts';
import type { ScanMemory } from '../scan/scan-memory.ts';
import { PARAMETER_BYTES } from '../scan/scan-structs.ts';
import { BlockDictionary } from './block-dictionary.ts';
import { createExtentLayout, type DenseBlock, type ExtentLayout, type LookupBlock } from './extent-layout.ts';
import { SketchColumn } from './sketch-column.ts';

/** Float32 values of a row's block: where the values are, and where the block begins among them. */
export interface BlockValues {
  readonly values: Float32Array;
  readonly begin: number;
}

/**
 * Vectors of a collection's rows: of every dense block 7-bit codes in shared memory (what a pass reads) and the float32 values
 * (what rescoring reads); of every block that repeats the code of a distinct block.
 */
export class VectorColumns {
  readonly layout: ExtentLayout;
  readonly memory: ScanMemory;
  /** In the order of the layout's look-ups. */
  readonly dictionaries: readonly BlockDictionary[];
  /** Undefined where the layout has none. */
  readonly sketch: SketchColumn | undefined;
  /** Address of each extent. */
  readonly extents: number[] = [];
  /** Per dense block: the greatest length of a row's block that was ever written. */
  readonly greatestLengths: Float64Array;
  readonly #kernels: ScanKernels;
  readonly #floats: Float32Array[] = [];
  /** float32 values of one block, filled up, and 16 bytes of scratch behind them. */
  readonly #staging: number;

  constructor(blocks: readonly BlockSpec[], memory: ScanMemory, kernels: ScanKernels) {
    this.layout = createExtentLayout(blocks);
    this.memory = memory;
    this.#kernels = kernels;
    this.dictionaries = this.layout.lookups.map(({ dimension }) => new BlockDictionary(memory, dimension));
    const { sketch, dense } = this.layout;
    this.sketch = sketch === undefined ? undefined : new SketchColumn(sketch, dense, memory, kernels);
    this.greatestLengths = new Float64Array(this.layout.dense.length);
    this.#staging = memory.allocate(16 + 4 * Math.max(16, ...this.layout.dense.map((block) => block.codeDimension)));
  }

  /** Bytes of the shared memory and of the float32 values. */
  get bytes(): number {
    return this.memory.size + this.#floats.length * this.layout.rowsPerExtent * this.layout.floatsPerRow * 4;
  }

  /** Makes room for so many rows. @throws VectorStoreMemoryError, RangeError */
  reserve(rows: number): void {
    while (this.extents.length * this.layout.rowsPerExtent < rows) this.#addExtent();
  }

  /** The row must be free, see {@link clear}, and there must be room for it. */
  set(row: number, vector: Float32Array): void {
    const { rowsPerExtent, floatsPerRow, dense, lookups } = this.layout;
    const extentIndex = Math.floor(row / rowsPerExtent);
    const extent = this.extents[extentIndex]!;
    const rowInExtent = row % rowsPerExtent;
    const floats = this.#floats[extentIndex]!;
    for (const [index, block] of dense.entries()) {
      const values = vector.subarray(block.offset, block.offset + block.dimension);
      floats.set(values, rowInExtent * floatsPerRow + block.floatOffset);
      const length = this.#quantize(block, values, { extent, rowInExtent });
      if (length > this.greatestLengths[index]!) this.greatestLengths[index] = length;
    }
    for (const [index, block] of lookups.entries()) {
      const code = this.dictionaries[index]!.add(vector.subarray(block.offset, block.offset + block.dimension));
      this.memory.words[(extent + block.codesOffset) / 4 + rowInExtent] = code;
    }
    if (this.sketch?.isFitted === true) this.sketchRow(row);
  }

  /** Writes the row's sketch, from its float32 values. Needs directions. */
  sketchRow(row: number): void {
    const { rowsPerExtent, dense } = this.layout;
    const { layout } = this.sketch!;
    const extent = this.extents[Math.floor(row / rowsPerExtent)]!;
    const codes = extent + layout.codesOffset + (row % rowsPerExtent) * layout.stride;
    this.sketch!.write(
      codes,
      dense.map((block) => this.blockValues(row, block)),
    );
  }

  /** Says that nobody reads the row any more. */
  clear(row: number): void {
    for (const [index, block] of this.layout.lookups.entries())
      this.dictionaries[index]!.remove(this.codeOf(row, block));
  }

  /** A copy of the fused vector. */
  get(row: number): Float32Array {
    const vector = new Float32Array(this.layout.dimension);
    for (const block of [...this.layout.dense, ...this.layout.lookups]) {
      const { values, begin } = this.blockValues(row, block);
      vector.set(values.subarray(begin, begin + block.dimension), block.offset);
    }
    return vector;
  }

  /** Valid until the next write. */
  blockValues(row: number, block: DenseBlock | LookupBlock): BlockValues {
    const { rowsPerExtent, floatsPerRow, lookups } = this.layout;
    if ('floatOffset' in block)
      return {
        values: this.#floats[Math.floor(row / rowsPerExtent)]!,
        begin: (row % rowsPerExtent) * floatsPerRow + block.floatOffset,
      };
    const dictionary = this.dictionaries[lookups.indexOf(block)]!;
    return { values: this.memory.floats, begin: dictionary.floatIndexOf(this.codeOf(row, block)) };
  }

  codeOf(row: number, { codesOffset }: LookupBlock): number {
    const { rowsPerExtent } = this.layout;
    const extent = this.extents[Math.floor(row / rowsPerExtent)]!;
    return this.memory.words[(extent + codesOffset) / 4 + (row % rowsPerExtent)]!;
  }

  #addExtent(): void {
    const { extentBytes, rowsPerExtent, floatsPerRow } = this.layout;
    const floats = new Float32Array(rowsPerExtent * floatsPerRow);
    this.extents.push(this.memory.allocate(extentBytes));
    this.#floats.push(floats);
  }

  /** Returns the block's length. */
  #quantize(block: DenseBlock, values: Float32Array, at: { extent: number; rowInExtent: number }): number {
    const codes = at.extent + block.codesOffset + at.rowInExtent * (block.codeDimension + PARAMETER_BYTES);
    const begin = this.#staging / 4 + 4;
    const { floats } = this.memory;
    floats.set(values, begin);
    // Repeating a value leaves the range as it is; the query's codes are 0 there.
    floats.fill(values[0]!, begin + block.dimension, begin + block.codeDimension);
    const squaredLength = this.#kernels.quantize(
      this.#staging + 16,
      block.codeDimension,
      codes,
      codes + block.codeDimension,
      this.#staging,
    );
    return Math.sqrt(squaredLength);
  }
}
