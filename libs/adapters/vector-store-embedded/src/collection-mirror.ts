import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ItemFilter } from '@kindred/catalog';
import type { CollectionSpec, VectorPoint, VectorQuery, VectorSearchResult } from '@kindred/vector-store';
import type { LanceTable } from './lance-table.ts';
import { CollectionScan } from './scan/collection-scan.ts';
import { ScanMemory } from './scan/scan-memory.ts';
import type { ScanSettings } from './scan/scan-settings.ts';
import type { ScanThreads } from './scan/scan-threads.ts';
import { ScanTable, type StampedPoint } from './table/scan-table.ts';

/** Rows put into memory before other work of the event loop gets its turn. */
const ROWS_PER_TURN = 256;
/** Beyond this share of changed rows one pass over the table is cheaper than asking for rows by id. */
const FULL_READ_SHARE = 0.25;

/** How far reading a collection into memory has come. */
export interface WarmUpProgress {
  readonly collection: string;
  readonly rows: number;
  readonly totalRows: number;
}

export interface MirrorOptions {
  readonly threads: ScanThreads;
  readonly settings: ScanSettings;
  readonly onWarmUp: ((progress: WarmUpProgress) => void) | undefined;
}

/** The copy of a table that searches scan, and what it was copied from. */
export class CollectionMirror {
  /** Version on disk that the copy holds. */
  version = 0;
  readonly #table: ScanTable;
  readonly #scan: CollectionScan;
  readonly #name: string;
  readonly #onWarmUp: MirrorOptions['onWarmUp'];

  constructor(spec: CollectionSpec, { threads, settings, onWarmUp }: MirrorOptions) {
    const memory = new ScanMemory();
    const kernels = threads.kernelsOn(memory.memory);
    this.#table = new ScanTable(spec.blocks, memory, kernels);
    this.#scan = new CollectionScan({ table: this.#table, memory, kernels, threads, settings });
    this.#name = spec.name;
    this.#onWarmUp = onWarmUp;
  }

  get size(): number {
    return this.#table.size;
  }

  /** Bytes of codes and float32 values; ids and facets come on top. */
  get vectorBytes(): number {
    return this.#table.vectors.bytes;
  }

  search(query: VectorQuery): Promise<VectorSearchResult> {
    return this.#scan.search(query);
  }

  async count(filter: ItemFilter | undefined): Promise<number> {
    return filter === undefined ? this.#table.size : this.#scan.count(filter);
  }

  fetch(itemIds: readonly string[]): Map<string, VectorPoint> {
    const points = itemIds.map((itemId) => this.#table.findPoint(itemId)).filter((point) => point !== undefined);
    return new Map(points.map((point) => [point.itemId, point]));
  }

  upsert(points: readonly VectorPoint[], stamp: number): void {
    for (const point of points) this.#table.upsert(point, stamp);
  }

  delete(itemIds: Iterable<string>): void {
    this.#table.delete(itemIds);
  }

  /** Brings the copy to what is on disk; reads only the rows that differ, unless they are many. */
  async refresh(table: LanceTable): Promise<void> {
    const version = await table.version();
    if (this.#table.size === 0) {
      await this.#take(table.streamPoints(), await table.countRows());
    } else {
      const { changed, gone } = await this.#compare(table);
      const many = changed.length > Math.max(ROWS_PER_TURN, FULL_READ_SHARE * this.#table.size);
      if (changed.length > 0) await this.#take(many ? table.streamPoints() : table.streamPointsOf(changed));
      this.delete(gone);
    }
    this.version = version;
  }

  close(): void {
    this.#scan.close();
  }

  async #compare(table: LanceTable): Promise<{ changed: string[]; gone: string[] }> {
    const onDisk = new Map<string, number>();
    for await (const rows of table.streamStamps()) {
      for (const { itemId, stamp } of rows) onDisk.set(itemId, Math.max(stamp, onDisk.get(itemId) ?? 0));
      await nextTurn();
    }
    const changed = [...onDisk]
      .filter(([itemId, stamp]) => this.#table.findStamp(itemId) !== stamp)
      .map(([itemId]) => itemId);
    const gone = [...this.#table.itemIds()].filter((itemId) => !onDisk.has(itemId));
    return { changed, gone };
  }

  /** Of two rows with one id, which two processes may have inserted at once, the later stamp counts. */
  async #take(batches: AsyncIterable<StampedPoint[]>, totalRows?: number): Promise<void> {
    const taken = new Map<string, number>();
    for await (const batch of batches) {
      for (let begin = 0; begin < batch.length; begin += ROWS_PER_TURN) {
        for (const point of batch.slice(begin, begin + ROWS_PER_TURN)) {
          if (point.stamp <= (taken.get(point.itemId) ?? 0)) continue;
          taken.set(point.itemId, point.stamp);
          if (point.stamp !== this.#table.findStamp(point.itemId)) this.#table.upsert(point, point.stamp);
        }
        await nextTurn();
      }
      if (totalRows !== undefined) this.#onWarmUp?.({ collection: this.#name, rows: taken.size, totalRows });
    }
  }
}
