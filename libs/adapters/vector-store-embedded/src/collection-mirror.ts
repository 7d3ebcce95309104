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
const ROWS_PER_TURN = 32;
/** Stamps compared before that. */
const STAMPS_PER_TURN = 4_096;
/** Other processes' clocks may be behind by ten minutes; stamps are microseconds. */
const CLOCK_SKEW = 10 * 60 * 1e6;
/** While others write, all rows are compared at least so often. */
const FULL_COMPARE_MS = 60_000;
/** So many rows are always asked for by id. */
const FEW_ROWS = 256;
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
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
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
  readonly #now: () => number;
  /** When all stamps were compared. */
  #comparedAt = Number.NEGATIVE_INFINITY;

  constructor(spec: CollectionSpec, { threads, settings, now, onWarmUp }: MirrorOptions) {
    const memory = new ScanMemory();
    const kernels = threads.kernelsOn(memory.memory);
    this.#table = new ScanTable(spec.blocks, memory, kernels);
    this.#scan = new CollectionScan({ table: this.#table, memory, kernels, threads, settings });
    this.#name = spec.name;
    this.#onWarmUp = onWarmUp;
    this.#now = now;
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

  /** Gives other work its turn between rows; every row is seen whole, old or new. */
  async upsert(points: readonly VectorPoint[], stamp: number): Promise<void> {
    for (const [index, point] of points.entries()) {
      if (index > 0 && index % ROWS_PER_TURN === 0) await nextTurn();
      this.#table.upsert(point, stamp);
    }
  }

  delete(itemIds: Iterable<string>): void {
    this.#table.delete(itemIds);
  }

  /** Brings the copy to what is on disk; reads only the rows that differ, unless they are many. */
  async refresh(table: LanceTable): Promise<void> {
    const version = await table.version();
    if (this.#table.size === 0) {
      await this.#take(table.streamPoints(), await table.countRows());
      this.#comparedAt = this.#now();
    } else {
      const isDue = this.#now() - this.#comparedAt >= FULL_COMPARE_MS;
      if (!isDue)
        await this.#takeChanged(
          table,
          await this.#findChanged(table.streamStamps(this.#table.newestStamp - CLOCK_SKEW)),
        );
      if (isDue || (await table.countRows()) !== this.#table.size) await this.#compareAll(table);
    }
    this.version = version;
  }

  close(): void {
    this.#scan.close();
  }

  /** Looks at every row's stamp: finds what was deleted, and what a clock that is far behind has written. */
  async #compareAll(table: LanceTable): Promise<void> {
    const onDisk = new Set<string>();
    await this.#takeChanged(table, await this.#findChanged(table.streamStamps(), onDisk));
    this.delete([...this.#table.itemIds()].filter((itemId) => !onDisk.has(itemId)));
    this.#comparedAt = this.#now();
  }

  /** Ids of rows whose stamp is another than the copy's. Adds all ids to `seen`. */
  async #findChanged(
    stamps: AsyncIterable<readonly { readonly itemId: string; readonly stamp: number }[]>,
    seen?: Set<string>,
  ): Promise<string[]> {
    const changed: string[] = [];
    for await (const rows of stamps) {
      for (const [index, { itemId, stamp }] of rows.entries()) {
        seen?.add(itemId);
        if (this.#table.findStamp(itemId) !== stamp) changed.push(itemId);
        if (index % STAMPS_PER_TURN === STAMPS_PER_TURN - 1) await nextTurn();
      }
    }
    return changed;
  }

  async #takeChanged(table: LanceTable, changed: readonly string[]): Promise<void> {
    if (changed.length === 0) return;
    const isCheaperWhole = changed.length > Math.max(FEW_ROWS, FULL_READ_SHARE * this.#table.size);
    await this.#take(isCheaperWhole ? table.streamPoints() : table.streamPointsOf(changed));
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
