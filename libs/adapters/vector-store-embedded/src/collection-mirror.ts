import { setImmediate as nextTurn } from 'node:timers/promises';
import { VectorTable, type CollectionSpec, type VectorPoint } from '@kindred/vector-store';
import type { LanceTable } from './lance-table.ts';
import type { StampedPoint } from './point-rows.ts';

/** Rows put into memory before other work of the event loop gets its turn. */
const ROWS_PER_TURN = 256;
/** Beyond this share of changed rows one pass over the table is cheaper than asking for rows by id. */
const FULL_READ_SHARE = 0.25;

/** The copy of a table that searches scan, and what it was copied from. */
export class CollectionMirror {
  readonly vectors: VectorTable;
  /** Version on disk that the copy holds. */
  version = 0;
  /** Stamp of the write that each row came with. */
  readonly #stamps = new Map<string, number>();

  constructor(spec: CollectionSpec) {
    this.vectors = new VectorTable(spec);
  }

  upsert(points: readonly VectorPoint[], stamp: number): void {
    this.vectors.upsert(points);
    for (const { itemId } of points) this.#stamps.set(itemId, stamp);
  }

  delete(itemIds: readonly string[]): void {
    this.vectors.delete(itemIds);
    for (const itemId of itemIds) this.#stamps.delete(itemId);
  }

  /** Brings the copy to what is on disk; reads only the rows that differ, unless they are many. */
  async refresh(table: LanceTable): Promise<void> {
    const version = await table.version();
    if (this.#stamps.size === 0) {
      await this.#take(table.streamPoints());
    } else {
      const { changed, gone } = await this.#compare(table);
      const many = changed.length > Math.max(ROWS_PER_TURN, FULL_READ_SHARE * this.#stamps.size);
      if (changed.length > 0) await this.#take(many ? table.streamPoints() : table.streamPointsOf(changed));
      this.delete(gone);
    }
    this.version = version;
  }

  async #compare(table: LanceTable): Promise<{ changed: string[]; gone: string[] }> {
    const onDisk = new Map<string, number>();
    for await (const rows of table.streamStamps())
      for (const { itemId, stamp } of rows) onDisk.set(itemId, Math.max(stamp, onDisk.get(itemId) ?? 0));
    const changed = [...onDisk]
      .filter(([itemId, stamp]) => this.#stamps.get(itemId) !== stamp)
      .map(([itemId]) => itemId);
    const gone = [...this.#stamps.keys()].filter((itemId) => !onDisk.has(itemId));
    return { changed, gone };
  }

  /** Of two rows with one id, which two processes may have inserted at once, the later stamp counts. */
  async #take(batches: AsyncIterable<StampedPoint[]>): Promise<void> {
    const taken = new Map<string, number>();
    for await (const batch of batches) {
      for (let begin = 0; begin < batch.length; begin += ROWS_PER_TURN) {
        for (const point of batch.slice(begin, begin + ROWS_PER_TURN)) {
          if (point.stamp <= (taken.get(point.itemId) ?? 0)) continue;
          taken.set(point.itemId, point.stamp);
          if (point.stamp !== this.#stamps.get(point.itemId)) this.upsert([point], point.stamp);
        }
        await nextTurn();
      }
    }
  }
}
