import type { BlockSpec } from '@kindred/vector-store';
import { CODE_ALIGNMENT, MAX_EXTENT_ROWS, PARAMETER_BYTES } from '../scan/scan-structs.ts';
import { roundUp } from './round-up.ts';
import { layOutSketch, type SketchLayout } from './sketch-layout.ts';

/** A block of which every row has codes of its own. Byte offsets count from an extent's begin. */
export interface DenseBlock {
  /** Position among the collection's blocks. */
  readonly index: number;
  /** Where it begins in a fused vector. */
  readonly offset: number;
  readonly dimension: number;
  /** The dimension, filled up to a multiple of 16. */
  readonly codeDimension: number;
  /** Where it begins among the row's float32 values. */
  readonly floatOffset: number;
  readonly codesOffset: number;
}

/** A block that repeats: rows hold the number of one of the distinct blocks. */
export interface LookupBlock {
  readonly index: number;
  readonly offset: number;
  readonly dimension: number;
  readonly codesOffset: number;
}

/** Rows' sketches stand one behind the other, behind the blocks. */
export interface PlacedSketch extends SketchLayout {
  readonly codesOffset: number;
}

/** Where things stand in an extent, which holds the codes of a power of two of rows, block by block. */
export interface ExtentLayout {
  readonly dense: readonly DenseBlock[];
  readonly lookups: readonly LookupBlock[];
  /** Undefined where sketches would not be much shorter than the dense blocks. */
  readonly sketch: PlacedSketch | undefined;
  readonly rowsPerExtent: number;
  readonly extentBytes: number;
  /** float32 values that are kept per row: those of the dense blocks. */
  readonly floatsPerRow: number;
  /** Length of a fused vector. */
  readonly dimension: number;
}

const TARGET_EXTENT_BYTES = 4 * 2 ** 20;
const MIN_ROWS = 64;

export function createExtentLayout(blocks: readonly BlockSpec[]): ExtentLayout {
  const ofDense = blocks.filter(({ repeats }) => repeats !== true).map(({ dimension }) => dimension);
  const sketch = layOutSketch(ofDense);
  const bytesPerRow = blocks.reduce(
    (sum, { dimension, repeats }) =>
      sum + (repeats === true ? 4 : roundUp(dimension, CODE_ALIGNMENT) + PARAMETER_BYTES),
    sketch?.stride ?? 0,
  );
  const wanted = 2 ** Math.floor(Math.log2(TARGET_EXTENT_BYTES / bytesPerRow));
  const rowsPerExtent = Math.min(MAX_EXTENT_ROWS, Math.max(MIN_ROWS, wanted));
  const dense: DenseBlock[] = [];
  const lookups: LookupBlock[] = [];
  let [offset, floatOffset, at] = [0, 0, 0];
  for (const [index, { dimension, repeats }] of blocks.entries()) {
    if (repeats === true) {
      lookups.push({ index, offset, dimension, codesOffset: at });
      at += 4 * rowsPerExtent;
    } else {
      const codeDimension = roundUp(dimension, CODE_ALIGNMENT);
      dense.push({ index, offset, dimension, codeDimension, floatOffset, codesOffset: at });
      at += (codeDimension + PARAMETER_BYTES) * rowsPerExtent;
      floatOffset += dimension;
    }
    offset += dimension;
  }
  const extentBytes = at + (sketch?.stride ?? 0) * rowsPerExtent;
  const placed = sketch === undefined ? undefined : { ...sketch, codesOffset: at };
  return { dense, lookups, sketch: placed, rowsPerExtent, extentBytes, floatsPerRow: floatOffset, dimension: offset };
}
