import { hash } from 'node:crypto';

/**
 * In which row an id stood first, for files of millions of rows: 24 bytes an id at most half the time, whatever its length. Ids are
 * told apart by 64 bits of their SHA-1; the chance that any two of a million clash is 3 · 10⁻⁸.
 */
export class SeenIds {
  /** [slots × 3]: high and low half of the hash, row (0 = free). */
  #table = new Uint32Array(1024 * 3);
  #count = 0;

  /** The row in which the id was added before; undefined when it is new, and now added. `row` from 1. */
  add(id: string, row: number): number | undefined {
    if (this.#count * 2 >= this.#table.length / 3) this.#grow();
    const digest = hash('sha1', id, 'buffer');
    const slot = this.#slotOf(digest.readUInt32LE(0), digest.readUInt32LE(4));
    const before = this.#table[slot + 2] as number;
    if (before !== 0) return before;
    this.#table.set([digest.readUInt32LE(0), digest.readUInt32LE(4), row], slot);
    this.#count += 1;
    return undefined;
  }

  /** Linear probing: the slot that holds the hash, or the free one where it belongs. */
  #slotOf(high: number, low: number): number {
    const slots = this.#table.length / 3;
    for (let slot = (high % slots) * 3; ; slot = (slot + 3) % this.#table.length)
      if (this.#table[slot + 2] === 0 || (this.#table[slot] === high && this.#table[slot + 1] === low)) return slot;
  }

  #grow(): void {
    const old = this.#table;
    this.#table = new Uint32Array(old.length * 2);
    for (let slot = 0; slot < old.length; slot += 3)
      if (old[slot + 2] !== 0)
        this.#table.set(old.subarray(slot, slot + 3), this.#slotOf(old[slot] as number, old[slot + 1] as number));
  }
}
