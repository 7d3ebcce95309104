import { CODE_ALIGNMENT } from '../scan/scan-structs.ts';
import { roundUp } from './round-up.ts';

/** What a sketch holds of a dense block: its coordinates along a few directions, or all its numbers where it has no more. */
export interface SketchedBlock {
  readonly components: number;
  /** Where they begin among the sketch's numbers. */
  readonly begin: number;
}

/** A few numbers per row that stand for its dense blocks: see `SketchColumn`. */
export interface SketchLayout {
  /** By position among the dense blocks. */
  readonly blocks: readonly SketchedBlock[];
  /** Of all blocks together, filled up to a multiple of 16. */
  readonly codeDimension: number;
  /** Lengths of what a row's codes leave out: of the quantisation error, and of each block's part outside its directions. */
  readonly terms: number;
  /** Bytes from one row's codes to the next. */
  readonly stride: number;
}

/** Directions of a block, at most. Of 384, so many hold .83 (texts) to .89 (photos) of the squared lengths in the benchmark. */
const MAX_COMPONENTS = 96;
/** Dense blocks must have so many times the numbers of their sketch. */
export const SKETCH_GAIN = 1.5;

/** Undefined where sketches would not be much shorter than the dense blocks. `dimensions` are theirs. */
export function layOutSketch(dimensions: readonly number[]): SketchLayout | undefined {
  const blocks: SketchedBlock[] = [];
  let begin = 0;
  for (const dimension of dimensions) {
    const components = Math.min(dimension, MAX_COMPONENTS);
    blocks.push({ components, begin });
    begin += components;
  }
  const codeDimension = roundUp(begin, CODE_ALIGNMENT);
  const total = dimensions.reduce((sum, dimension) => sum + dimension, 0);
  if (blocks.length === 0 || total < SKETCH_GAIN * codeDimension) return undefined;
  const terms = 1 + blocks.length;
  return { blocks, codeDimension, terms, stride: codeDimension + roundUp(8 + 4 * terms, CODE_ALIGNMENT) };
}
