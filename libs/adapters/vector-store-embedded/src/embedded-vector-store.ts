import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { validateFilter, type ItemFilter } from '@kindred/catalog';
import {
  assertSameBlocks,
  CollectionNotFoundError,
  validateCollectionSpec,
  validatePoints,
  validateQuery,
  VectorStoreClosedError,
  VectorStoreReadOnlyError,
  type CollectionSpec,
  type VectorPoint,
  type VectorQuery,
  type VectorSearchResult,
  type VectorStore,
} from '@kindred/vector-store';
import { connect } from '@lancedb/lancedb';
import type { WarmUpProgress } from './collection-mirror.ts';
import { EmbeddedCollection, type CollectionSettings } from './embedded-collection.ts';
import { lanceCall } from './lance-call.ts';
import { LanceTable, type LanceDatabase } from './lance-table.ts';
import { completeScanSettings, type ScanSettings } from './scan/scan-settings.ts';
import { ScanThreads } from './scan/scan-threads.ts';

export interface EmbeddedVectorStoreOptions {
  /** Folder of the store; made where it is missing, unless read-only. One folder may serve several processes at once. */
  readonly path: string;
  /** Refuses writes. Default false. */
  readonly readOnly?: boolean;
  /** Longest time for one call of LanceDB. Default 60,000. */
  readonly timeoutMs?: number;
  readonly scan?: Partial<ScanSettings>;
  /** Told how far reading a collection into memory has come, at its first use. */
  readonly onWarmUp?: (progress: WarmUpProgress) => void;
  /** By default searches look for writes of other processes every 500 ms, and wait for it from 900 ms on. */
  readonly settings?: Partial<Omit<CollectionSettings, 'mirror'>>;
}

/**
 * Keeps collections in LanceDB tables on disk, and searches exactly in a copy in memory: a pass over 7-bit codes on threads of its
 * own, then exact scores of what may be among the best. Opening is quick; the first search,
 * fetch or count of a collection reads its rows.
 */
export class EmbeddedVectorStore implements VectorStore {
  readonly #database: LanceDatabase;
  readonly #readOnly: boolean;
  readonly #settings: CollectionSettings;
  readonly #threads: ScanThreads;
  readonly #collections = new Map<string, Promise<EmbeddedCollection>>();
  #closing: Promise<void> | undefined;

  private constructor(database: LanceDatabase, options: EmbeddedVectorStoreOptions) {
    this.#database = database;
    this.#readOnly = options.readOnly ?? false;
    const scan = completeScanSettings(options.scan);
    this.#threads = new ScanThreads(scan.threads);
    const now = (): number => performance.now();
    this.#settings = {
      checkAfterMs: 500,
      waitAfterMs: 900,
      keepVersionsMs: 60_000,
      now,
      onWarning: (message, cause) => {
        process.emitWarning(message, { detail: String(cause) });
      },
      ...options.settings,
      mirror: { threads: this.#threads, settings: scan, now: options.settings?.now ?? now, onWarmUp: options.onWarmUp },
    };
  }

  /** @throws VectorStoreUnavailableError if the folder can't be used */
  static async open(options: EmbeddedVectorStoreOptions): Promise<EmbeddedVectorStore> {
    const location = resolve(options.path);
    const context = { location, timeoutMs: options.timeoutMs ?? 60_000 };
    // Each read takes the newest version: other processes write to the same folder.
    const connection = await lanceCall(context, 'open', async () => {
      if (options.readOnly !== true) await mkdir(location, { recursive: true });
      return connect(location, { readConsistencyInterval: 0 });
    });
    return new EmbeddedVectorStore({ ...context, connection }, options);
  }

  async ensureCollection(spec: CollectionSpec): Promise<void> {
    this.#assertOpen();
    validateCollectionSpec(spec);
    const existing = await this.#find(spec.name).catch((error: unknown) => {
      if (error instanceof CollectionNotFoundError && !this.#readOnly) return undefined;
      throw error;
    });
    const collection = existing ?? (await this.#keep(spec.name, () => LanceTable.create(this.#database, spec)));
    assertSameBlocks(collection.spec, spec);
  }

  async dropCollection(name: string): Promise<void> {
    this.#assertWritable('dropCollection');
    const open = this.#collections.get(name);
    this.#collections.delete(name);
    await open?.then((collection) => collection.close()).catch(() => undefined);
    await LanceTable.drop(this.#database, name);
  }

  async listCollections(): Promise<CollectionSpec[]> {
    this.#assertOpen();
    return LanceTable.listSpecs(this.#database);
  }

  async upsert(collection: string, points: readonly VectorPoint[]): Promise<void> {
    this.#assertWritable('upsert');
    await this.#use(collection, (found) => {
      validatePoints(found.spec, points);
      return found.upsert(points);
    });
  }

  async delete(collection: string, itemIds: readonly string[]): Promise<void> {
    this.#assertWritable('delete');
    await this.#use(collection, (found) => found.delete(itemIds));
  }

  search(collection: string, query: VectorQuery): Promise<VectorSearchResult> {
    return this.#use(collection, (found) => {
      validateQuery(found.spec, query);
      return found.search(query);
    });
  }

  fetch(collection: string, itemIds: readonly string[]): Promise<Map<string, VectorPoint>> {
    return this.#use(collection, (found) => found.fetch(itemIds));
  }

  count(collection: string, filter?: ItemFilter): Promise<number> {
    return this.#use(collection, (found) => {
      if (filter !== undefined) validateFilter(filter);
      return found.count(filter);
    });
  }

  /** Waits for writes that have begun. May be called again. */
  close(): Promise<void> {
    this.#closing ??= this.#closeAll();
    return this.#closing;
  }

  async #closeAll(): Promise<void> {
    const collections = await Promise.allSettled(this.#collections.values());
    for (const result of collections) if (result.status === 'fulfilled') await result.value.close();
    this.#database.connection.close();
    await this.#threads.close();
  }

  /** Forgets a collection that turned out to be gone or damaged, so that the next call looks again. */
  async #use<T>(name: string, run: (collection: EmbeddedCollection) => Promise<T>): Promise<T> {
    this.#assertOpen();
    const found = await this.#find(name);
    try {
      return await run(found);
    } catch (error) {
      if (error instanceof CollectionNotFoundError) this.#collections.delete(name);
      throw error;
    }
  }

  #find(name: string): Promise<EmbeddedCollection> {
    return this.#collections.get(name) ?? this.#keep(name, () => LanceTable.open(this.#database, name));
  }

  /** One opening serves all who ask for it meanwhile; one that fails is not kept. */
  #keep(name: string, open: () => Promise<LanceTable>): Promise<EmbeddedCollection> {
    const opening = open().then((table) => new EmbeddedCollection(this.#database, table, this.#settings));
    this.#collections.set(name, opening);
    opening.catch(() => {
      if (this.#collections.get(name) === opening) this.#collections.delete(name);
    });
    return opening;
  }

  #assertOpen(): void {
    if (this.#closing !== undefined) throw new VectorStoreClosedError();
  }

  #assertWritable(operation: string): void {
    this.#assertOpen();
    if (this.#readOnly) throw new VectorStoreReadOnlyError(operation);
  }
}
