import type { ScanMemory } from './scan-memory.ts';

/** Hands out parts of one piece of memory, from begin to end; all are given back together. */
export class BatchMemory {
  readonly #memory: ScanMemory;
  readonly #bytes: number;
  readonly address: number;
  #used = 0;

  /** Room for `parts` parts of `bytes` together. A power of two is taken, so that the next batch finds it again. */
  constructor(memory: ScanMemory, bytes: number, parts: number) {
    this.#memory = memory;
    this.#bytes = 2 ** Math.ceil(Math.log2(bytes + 64 * parts));
    this.address = memory.allocate(this.#bytes);
  }

  /** Address of a part, a multiple of 64. */
  take(bytes: number): number {
    const address = this.address + this.#used;
    this.#used += Math.ceil(bytes / 64) * 64;
    if (this.#used > this.#bytes)
      throw new RangeError(`A batch took ${String(this.#used)} of ${String(this.#bytes)} bytes.`);
    return address;
  }

  release(): void {
    this.#memory.release(this.address, this.#bytes);
  }
}
