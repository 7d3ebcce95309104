import type { ScanKernels } from '../scan/scan-kernels.ts';
import type { ScanMemory } from '../scan/scan-memory.ts';
import type { DenseBlock, PlacedSketch } from './extent-layout.ts';
import type { BlockValues } from './vector-columns.ts';

/** float32 arithmetic over some hundred products, relative to the squared length. */
const ROUNDING = 4e-5;
/** Behind a sketch's codes: scale, zero point and the length of the quantisation error come before the blocks' terms. */
const FIRST_TERM = 3;

/**
 * Sketches of a collection's rows: of each dense block its coordinates along a few orthonormal directions, P·x, as one run of 7-bit
 * codes, and the length of the part outside them, ρ(x) = ‖x − PᵀP·x‖. They bound similarities without the block being read:
 * |x·q − P·x·P·q| ≤ ρ(x)·ρ(q) (Cauchy–Schwarz), whatever the directions; the better these fit, the tighter.
 */
export class SketchColumn {
  readonly layout: PlacedSketch;
  /** Whether every row has its sketch. */
  isComplete = false;
  /** Of all rows' coordinates, ever written with these directions. */
  greatestLength = 0;
  readonly #dense: readonly DenseBlock[];
  readonly #memory: ScanMemory;
  readonly #kernels: ScanKernels;
  /** float32 values of one block, filled up with zeros. */
  readonly #block: number;
  /** 16 bytes of scratch, then the float32 coordinates of all blocks. */
  readonly #coordinates: number;
  /** Per dense block, the address of f32 [components][dimension filled up with zeros]; undefined where all numbers are taken as they are. */
  #directions: readonly (number | undefined)[] | undefined;

  constructor(layout: PlacedSketch, dense: readonly DenseBlock[], memory: ScanMemory, kernels: ScanKernels) {
    this.layout = layout;
    this.#dense = dense;
    this.#memory = memory;
    this.#kernels = kernels;
    this.#block = memory.allocate(4 * Math.max(...dense.map(({ codeDimension }) => codeDimension)));
    this.#coordinates = memory.allocate(16 + 4 * layout.codeDimension);
  }

  /** Whether there are directions, so that rows can be sketched. */
  get isFitted(): boolean {
    return this.#directions !== undefined;
  }

  /**
   * Takes the directions of each block that has more numbers than its sketch. All rows' sketches are void then. No pass may be under way
   * that reads them. @throws VectorStoreMemoryError; nothing has changed then
   */
  useDirections(directions: readonly (readonly Float32Array[] | undefined)[]): void {
    const addresses: (number | undefined)[] = [];
    try {
      for (const [position, rows] of directions.entries())
        addresses.push(rows === undefined ? undefined : this.#place(position, rows));
    } catch (error) {
      this.#release(addresses);
      throw error;
    }
    this.#release(this.#directions ?? []);
    this.#directions = addresses;
    this.isComplete = false;
    this.greatestLength = 0;
  }

  /** Writes a row's sketch to `codes`. `blocks` are the row's, by position. */
  write(codes: number, blocks: readonly BlockValues[]): void {
    const { codeDimension, blocks: sketched } = this.layout;
    const parameters = codes + codeDimension;
    const residuals = blocks.map((values, position) => this.#project(position, values));
    const begin = this.#coordinates / 4 + 4;
    const end = sketched.at(-1)!.begin + sketched.at(-1)!.components;
    const { floats } = this.#memory;
    // Repeating a value leaves the range as it is; the query's codes are 0 there.
    floats.fill(floats[begin]!, begin + end, begin + codeDimension);
    const coordinates = this.#coordinates + 16;
    const squared = this.#kernels.quantize(coordinates, codeDimension, codes, parameters, this.#coordinates);
    residuals.forEach((residual, position) => (floats[parameters / 4 + FIRST_TERM + position] = residual));
    this.greatestLength = Math.max(this.greatestLength, Math.sqrt(squared));
  }

  /** The coordinates of a query's block, and the length of what they leave out. Needs directions. */
  project(position: number, values: BlockValues): { coordinates: Float32Array; residual: number } {
    const residual = this.#project(position, values);
    const { begin, components } = this.layout.blocks[position]!;
    const at = this.#coordinates / 4 + 4 + begin;
    return { coordinates: this.#memory.floats.slice(at, at + components), residual };
  }

  /** Writes the coordinates to where they belong among those of all blocks; returns the length of the rest, rounded up. */
  #project(position: number, { values, begin }: BlockValues): number {
    const { dimension, codeDimension } = this.#dense[position]!;
    const { components, begin: at } = this.layout.blocks[position]!;
    const { floats } = this.#memory;
    const target = this.#coordinates + 16 + 4 * at;
    const directions = this.#directions![position];
    if (directions === undefined) {
      for (let i = 0; i < dimension; i++) floats[target / 4 + i] = values[begin + i]!;
      return 0;
    }
    const block = this.#block / 4;
    for (let i = 0; i < dimension; i++) floats[block + i] = values[begin + i]!;
    floats.fill(0, block + dimension, block + codeDimension);
    this.#kernels.dotRows(directions, components, codeDimension, this.#block, 1, target, 4);
    const squared = squaredLength(floats, block, dimension);
    const kept = squaredLength(floats, target / 4, components);
    return Math.sqrt(Math.max(0, squared - kept) + ROUNDING * squared);
  }

  #place(position: number, directions: readonly Float32Array[]): number {
    const { codeDimension } = this.#dense[position]!;
    const address = this.#memory.allocate(4 * codeDimension * directions.length);
    this.#memory.floats.fill(0, address / 4, address / 4 + codeDimension * directions.length);
    for (const [index, direction] of directions.entries())
      this.#memory.floats.set(direction, address / 4 + index * codeDimension);
    return address;
  }

  #release(addresses: readonly (number | undefined)[]): void {
    for (const [position, address] of addresses.entries())
      if (address !== undefined)
        this.#memory.release(
          address,
          4 * this.#dense[position]!.codeDimension * this.layout.blocks[position]!.components,
        );
  }
}

function squaredLength(values: Float32Array, begin: number, count: number): number {
  let sum = 0;
  for (let i = begin; i < begin + count; i++) sum += values[i]! * values[i]!;
  return sum;
}
