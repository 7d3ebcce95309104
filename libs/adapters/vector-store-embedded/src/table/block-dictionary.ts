import type { ScanMemory } from '../scan/scan-memory.ts';
import { CODE_ALIGNMENT } from '../scan/scan-structs.ts';
import { roundUp } from './extent-layout.ts';

const FIRST_CAPACITY = 64;

/**
 * The distinct blocks of one modality, float32 [capacity][dimension filled up with zeros], in the memory that scans share. A block
 * that no row has any more makes room for another.
 */
export class BlockDictionary {
  readonly dimension: number;
  /** Values from one block to the next. */
  readonly stride: number;
  readonly #memory: ScanMemory;
  readonly #codeOf = new Map<string, number>();
  readonly #keys: string[] = [];
  readonly #rows: number[] = [];
  readonly #free: number[] = [];
  #capacity = FIRST_CAPACITY;
  #address: number;

  constructor(memory: ScanMemory, dimension: number) {
    this.#memory = memory;
    this.dimension = dimension;
    this.stride = roundUp(dimension, CODE_ALIGNMENT);
    this.#address = memory.allocate(this.#bytesOf(FIRST_CAPACITY));
  }

  /** One more than the highest code ever given. */
  get length(): number {
    return this.#keys.length;
  }

  /** Where the blocks begin; may change with every {@link add}. */
  get address(): number {
    return this.#address;
  }

  /** Position of a block among the float32 values of the memory. */
  floatIndexOf(code: number): number {
    return this.#address / 4 + code * this.stride;
  }

  /** Code of the block, for one more row. */
  add(block: Float32Array): number {
    const key = Buffer.from(block.buffer, block.byteOffset, block.byteLength).toString('latin1');
    const code = this.#codeOf.get(key) ?? this.#insert(key, block);
    this.#rows[code]!++;
    return code;
  }

  /** One row fewer has it. */
  remove(code: number): void {
    if (--this.#rows[code]! > 0) return;
    this.#codeOf.delete(this.#keys[code]!);
    this.#free.push(code);
  }

  #insert(key: string, block: Float32Array): number {
    const code = this.#free.pop() ?? this.#keys.length;
    if (code >= this.#capacity) this.#enlarge();
    this.#codeOf.set(key, code);
    this.#keys[code] = key;
    this.#rows[code] = 0;
    const at = this.floatIndexOf(code);
    this.#memory.floats.fill(0, at, at + this.stride);
    this.#memory.floats.set(block, at);
    return code;
  }

  #enlarge(): void {
    const larger = this.#memory.allocate(this.#bytesOf(2 * this.#capacity));
    this.#memory.bytes.copyWithin(larger, this.#address, this.#address + this.#bytesOf(this.#capacity));
    this.#memory.release(this.#address, this.#bytesOf(this.#capacity));
    this.#capacity *= 2;
    this.#address = larger;
  }

  #bytesOf(capacity: number): number {
    return 4 * this.stride * capacity;
  }
}
