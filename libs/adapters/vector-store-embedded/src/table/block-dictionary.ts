import type { ScanMemory } from '../scan/scan-memory.ts';
import { CODE_ALIGNMENT } from '../scan/scan-structs.ts';
import { roundUp } from './round-up.ts';

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
  /** Hash of a block → the codes of blocks that have it. */
  readonly #codesOf = new Map<number, number[]>();
  readonly #hashes: number[] = [];
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
    return this.#hashes.length;
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
    const hash = hashOf(block);
    const code = this.#codesOf.get(hash)?.find((known) => this.#holds(known, block)) ?? this.#insert(hash, block);
    this.#rows[code]!++;
    return code;
  }

  /** One row fewer has it. */
  remove(code: number): void {
    if (--this.#rows[code]! > 0) return;
    const hash = this.#hashes[code]!;
    const others = this.#codesOf.get(hash)!.filter((known) => known !== code);
    if (others.length === 0) this.#codesOf.delete(hash);
    else this.#codesOf.set(hash, others);
    this.#free.push(code);
  }

  #holds(code: number, block: Float32Array): boolean {
    const { floats } = this.#memory;
    const begin = this.floatIndexOf(code);
    for (let i = 0; i < block.length; i++) if (!Object.is(floats[begin + i], block[i])) return false;
    return true;
  }

  #insert(hash: number, block: Float32Array): number {
    const code = this.#free.pop() ?? this.#hashes.length;
    if (code >= this.#capacity) this.#enlarge();
    this.#codesOf.set(hash, [...(this.#codesOf.get(hash) ?? []), code]);
    this.#hashes[code] = hash;
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

/** FNV-1a over the bits of the values, four bytes at a time. */
function hashOf(block: Float32Array): number {
  const words = new Uint32Array(block.buffer, block.byteOffset, block.length);
  let hash = 0x811c9dc5;
  for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ words[i]!, 0x01000193);
  return hash;
}
