import type { SeededRandom } from '@kindred/vector-math';
import { between, mix32, streamOf } from '../seeded.ts';
import type { Family } from './families.ts';

/** Number of dimensions by block. */
export interface BlockDimensions {
  readonly image?: number;
  readonly text?: number;
}

/** Unit vectors, [dimension] each. */
export interface GeneratedBlocks {
  readonly image?: Float32Array;
  readonly text?: Float32Array;
}

/** Parts of a vector's squared length that items share, which are their expected similarities; the rest is the item's own. */
interface Shares {
  /** With every item. */
  readonly all: number;
  readonly root: number;
  readonly section: number;
  readonly family: number;
}

/** So that photos lie between 0.55 (nothing in common) and 0.9 (one family), texts between 0.1 and 0.75, as real encoders' do. */
export const BLOCK_SHARES: Readonly<Record<keyof BlockDimensions, Shares>> = {
  image: { all: 0.55, root: 0.05, section: 0.1, family: 0.2 },
  text: { all: 0.1, root: 0.1, section: 0.2, family: 0.35 },
};
const STREAMS = { image: 31, text: 41 } as const;

/** Vectors with the clusters of a catalogue: sums of directions for all items, root, section, family and the item itself. */
export class BlockGenerator {
  readonly #dimensions: BlockDimensions;
  readonly #seed: number;
  /** One direction per section and root; few, so kept. */
  readonly #kept = new Map<string, Float32Array>();

  constructor(dimensions: BlockDimensions, seed: number) {
    this.#dimensions = dimensions;
    this.#seed = seed;
  }

  blocksOf(index: number, family: Family, hasPhoto: boolean): GeneratedBlocks {
    const { image, text } = this.#dimensions;
    return {
      ...(image !== undefined && hasPhoto ? { image: this.#block('image', image, index, family) } : {}),
      ...(text !== undefined ? { text: this.#block('text', text, index, family) } : {}),
    };
  }

  #block(name: 'image' | 'text', dimension: number, index: number, family: Family): Float32Array {
    const shares = BLOCK_SHARES[name];
    const stream = STREAMS[name];
    const random = streamOf(this.#seed, stream + 1, index);
    // Some items are typical of their line, others are not.
    const own = (1 - shares.all - shares.root - shares.section - shares.family) * between(random, 0.5, 1.5);
    const root = family.section.path[0] ?? '';
    const vector = new Float32Array(dimension);
    add(vector, this.#keptDirection(stream, 'all', dimension), shares.all);
    add(vector, this.#keptDirection(stream, `root ${root}`, dimension), shares.root);
    add(vector, this.#keptDirection(stream, `section ${String(family.sectionIndex)}`, dimension), shares.section);
    add(vector, direction(streamOf(this.#seed, stream + 2, family.index), dimension), shares.family);
    add(vector, direction(random, dimension), own);
    return normalised(vector);
  }

  #keptDirection(stream: number, name: string, dimension: number): Float32Array {
    const key = `${String(stream)} ${name}`;
    const found = this.#kept.get(key);
    if (found) return found;
    const hash = [...key].reduce((sum, char) => mix32(sum ^ char.charCodeAt(0)), 0);
    const made = direction(streamOf(this.#seed, stream, hash), dimension);
    this.#kept.set(key, made);
    return made;
  }
}

/** About unit length: uniform noise, cheaper than normal noise and as good in hundreds of dimensions. */
function direction(random: SeededRandom, dimension: number): Float32Array {
  const vector = new Float32Array(dimension);
  // A uniform number in [-1, 1) has variance 1/3.
  const scale = Math.sqrt(3 / dimension);
  for (let i = 0; i < dimension; i++) vector[i] = (2 * random.next() - 1) * scale;
  return vector;
}

/** `share` is of the squared length. */
function add(sum: Float32Array, part: Float32Array, share: number): void {
  const factor = Math.sqrt(share);
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + factor * (part[i] as number);
}

function normalised(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const factor = 1 / Math.sqrt(squares);
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) * factor;
  return vector;
}
