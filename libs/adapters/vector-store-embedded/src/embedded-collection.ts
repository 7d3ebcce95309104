import type { ItemFilter } from '@kindred/catalog';
import {
  CollectionCorruptError,
  VectorStoreUnavailableError,
  vectorDimension,
  type CollectionSpec,
  type VectorPoint,
  type VectorQuery,
  type VectorSearchResult,
} from '@kindred/vector-store';
import { BackgroundThreads } from './background-threads.ts';
import { CollectionMirror, type MirrorOptions } from './collection-mirror.ts';
import { LanceTable, type LanceDatabase } from './lance-table.ts';
import { TaskQueue } from './task-queue.ts';
import { UpkeepPolicy } from './upkeep-policy.ts';

/** How the copy in memory follows the disk, and how long the disk keeps what was replaced. */
export interface CollectionSettings {
  /** From this age on, a search looks in the background whether another process has written. */
  readonly checkAfterMs: number;
  /** From this age on, a search waits until it has looked. */
  readonly waitAfterMs: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** Versions on disk younger than this are kept, for readers that are in the middle of them. */
  readonly keepVersionsMs: number;
  readonly mirror: MirrorOptions;
  /** Told about upkeep that failed; nothing is lost by that. */
  readonly onWarning: (message: string, cause: unknown) => void;
}

const MAX_ROWS_PER_COMMIT = 2_000;
const MAX_BYTES_PER_COMMIT = 1024 * 1024;

/**
 * One collection: its table on disk and, from the first search on, its copy in memory. Writes, refreshes and upkeep run one
 * after the other; a write goes to disk first, then to memory. Searches wait for none of them unless the copy is too old.
 */
export class EmbeddedCollection {
  #table: LanceTable;
  readonly #database: LanceDatabase;
  readonly #settings: CollectionSettings;
  readonly #queue = new TaskQueue();
  readonly #upkeep = new UpkeepPolicy();
  readonly #backgroundThreads = new BackgroundThreads();
  #mirror: CollectionMirror | undefined;
  /** When the copy was last known to be what is on disk. */
  #freshAt = Number.NEGATIVE_INFINITY;
  #refreshing: Promise<CollectionMirror> | undefined;
  #lastStamp = 0;

  constructor(database: LanceDatabase, table: LanceTable, settings: CollectionSettings) {
    this.#database = database;
    this.#table = table;
    this.#settings = settings;
  }

  get spec(): CollectionSpec {
    return this.#table.stored.spec;
  }

  /** `points` are validated, and not changed before the promise resolves. */
  async upsert(points: readonly VectorPoint[]): Promise<void> {
    const distinct = [...new Map(points.map((point) => [point.itemId, point])).values()];
    const rowBytes = 4 * vectorDimension(this.spec);
    const rows = Math.max(1, Math.min(MAX_ROWS_PER_COMMIT, Math.floor(MAX_BYTES_PER_COMMIT / rowBytes)));
    for (let begin = 0; begin < distinct.length; begin += rows) {
      const batch = distinct.slice(begin, begin + rows);
      await this.#queue.run(() => this.#write(batch.length, (at) => this.#writeBatch(batch, at)));
    }
  }

  async delete(itemIds: readonly string[]): Promise<void> {
    if (itemIds.length === 0) return;
    await this.#queue.run(() =>
      this.#write(itemIds.length, async (startedAt) => {
        const versions = await this.#table.delete(itemIds);
        this.#mirror?.delete(itemIds);
        for (const version of versions) this.#advance(version, startedAt);
      }),
    );
  }

  async search(query: VectorQuery): Promise<VectorSearchResult> {
    return (await this.#freshMirror()).search(query);
  }

  async fetch(itemIds: readonly string[]): Promise<Map<string, VectorPoint>> {
    return (await this.#freshMirror()).fetch(itemIds);
  }

  async count(filter: ItemFilter | undefined): Promise<number> {
    return (await this.#freshMirror()).count(filter);
  }

  /** Waits for what has begun, tidies up, and closes. */
  async close(): Promise<void> {
    await this.#queue.run(async () => {
      await this.#tidyUp(() => this.#upkeep.isDueAtClose());
      this.#table.close();
      this.#mirror?.close();
    });
  }

  async #writeBatch(points: readonly VectorPoint[], startedAt: number): Promise<void> {
    const stamp = this.#nextStamp();
    const version = await this.#table.merge(points, stamp);
    await this.#mirror?.upsert(points, stamp);
    this.#advance(version, startedAt);
  }

  async #write(rows: number, run: (startedAt: number) => Promise<void>): Promise<void> {
    this.#backgroundThreads.stepBack();
    try {
      await run(this.#settings.now());
    } catch (error) {
      // Whether it reached the disk is unknown, so the next search looks.
      this.#freshAt = Number.NEGATIVE_INFINITY;
      // Says CollectionNotFoundError or CollectionCorruptError where that is the reason.
      if (error instanceof VectorStoreUnavailableError) (await LanceTable.open(this.#database, this.spec.name)).close();
      throw error;
    }
    this.#upkeep.recordCommit(rows);
    if (this.#upkeep.mayBeDue()) void this.#queue.run(() => this.#tidyUp((tableRows) => this.#upkeep.isDue(tableRows)));
  }

  /** After an own write: if its version is the one behind the copy's, nobody else has written, and the copy is fresh. */
  #advance(version: number, startedAt: number): void {
    if (this.#mirror?.version !== version - 1) return;
    this.#mirror.version = version;
    this.#freshAt = startedAt;
  }

  /** Rises, and differs from those of other processes: milliseconds × 1000 + a random part, below 2^53. */
  #nextStamp(): number {
    this.#lastStamp = Math.max(this.#lastStamp + 1, Date.now() * 1000 + Math.floor(Math.random() * 1000));
    return this.#lastStamp;
  }

  async #freshMirror(): Promise<CollectionMirror> {
    const age = this.#settings.now() - this.#freshAt;
    const mirror = this.#mirror;
    if (mirror !== undefined && age < this.#settings.checkAfterMs) return mirror;
    this.#refreshing ??= this.#queue
      .run(() => this.#refresh())
      .finally(() => {
        this.#refreshing = undefined;
      });
    if (mirror === undefined || age >= this.#settings.waitAfterMs) return this.#refreshing;
    // Its failure is seen by the search that waits for the next one.
    this.#refreshing.catch(() => undefined);
    return mirror;
  }

  async #refresh(): Promise<CollectionMirror> {
    const startedAt = this.#settings.now();
    const newest = await LanceTable.open(this.#database, this.spec.name);
    const version = await newest.version();
    const sameTable = newest.stored.incarnation === this.#table.stored.incarnation;
    let mirror = sameTable ? this.#mirror : undefined;
    this.#table.close();
    this.#table = newest;
    if (mirror?.version !== version) {
      mirror ??= new CollectionMirror(this.spec, this.#settings.mirror);
      await this.#readInto(mirror);
    }
    if (mirror !== this.#mirror) this.#mirror?.close();
    this.#mirror = mirror;
    this.#freshAt = startedAt;
    return mirror;
  }

  /** A second try, since upkeep of another process may remove an old version while it is read. */
  async #readInto(mirror: CollectionMirror): Promise<void> {
    try {
      await mirror.refresh(this.#table).catch((error: unknown) => {
        if (!(error instanceof VectorStoreUnavailableError)) throw error;
        return mirror.refresh(this.#table);
      });
    } catch (cause) {
      if (!(cause instanceof VectorStoreUnavailableError)) throw cause;
      throw new CollectionCorruptError(this.spec.name, this.#database.location, 'its rows are damaged', { cause });
    }
  }

  /** Never fails: what it leaves undone is done later. */
  async #tidyUp(isDue: (tableRows: number) => boolean): Promise<void> {
    try {
      if (!isDue(await this.#table.countRows())) return;
      this.#upkeep.reset();
      await this.#table.optimize(this.#settings.keepVersionsMs);
    } catch (cause) {
      this.#settings.onWarning(`Upkeep of collection '${this.spec.name}' failed; it is tried again later.`, cause);
    }
  }
}
