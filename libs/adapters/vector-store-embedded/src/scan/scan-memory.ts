import './web-assembly.ts';
import { VectorStoreMemoryError } from '@kindred/vector-store';

const PAGE_BYTES = 65_536;
const MAX_PAGES = 65_536;
/** Addresses begin here, so that 0 is none. */
const FIRST_ADDRESS = 1_024;
const ALIGNMENT = 64;

/**
 * The memory that all threads of a collection's scans share: one growing WebAssembly memory of at most 4 GiB, handed out in
 * pieces. What is given back is handed out again to who asks for the same size.
 */
export class ScanMemory {
  readonly memory = new WebAssembly.Memory({ initial: 1, maximum: MAX_PAGES, shared: true });
  readonly #free = new Map<number, number[]>();
  #end = FIRST_ADDRESS;
  #bytes = new Uint8Array(this.memory.buffer);
  #words = new Uint32Array(this.memory.buffer);
  #floats = new Float32Array(this.memory.buffer);

  /** Bytes in use, with what was given back. */
  get size(): number {
    return this.#end;
  }

  /** Views are valid until the next {@link allocate}. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  get words(): Uint32Array {
    return this.#words;
  }

  get floats(): Float32Array {
    return this.#floats;
  }

  /** Address of so many bytes, a multiple of 64; what they hold is not defined. @throws VectorStoreMemoryError beyond 4 GiB */
  allocate(bytes: number): number {
    const rounded = Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    const reused = this.#free.get(rounded)?.pop();
    if (reused !== undefined) return reused;
    const address = this.#end;
    this.#grow(address + rounded);
    this.#end = address + rounded;
    return address;
  }

  /** Gives back what {@link allocate} gave for that number of bytes. */
  release(address: number, bytes: number): void {
    const rounded = Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    const list = this.#free.get(rounded) ?? [];
    this.#free.set(rounded, list);
    list.push(address);
  }

  #grow(end: number): void {
    const missing = Math.ceil(end / PAGE_BYTES) - this.memory.buffer.byteLength / PAGE_BYTES;
    if (missing <= 0) return;
    if (Math.ceil(end / PAGE_BYTES) > MAX_PAGES) throw new VectorStoreMemoryError(MAX_PAGES * PAGE_BYTES);
    try {
      this.memory.grow(missing);
    } catch (cause) {
      throw new VectorStoreMemoryError(end, { cause });
    }
    this.#bytes = new Uint8Array(this.memory.buffer);
    this.#words = new Uint32Array(this.memory.buffer);
    this.#floats = new Float32Array(this.memory.buffer);
  }
}
