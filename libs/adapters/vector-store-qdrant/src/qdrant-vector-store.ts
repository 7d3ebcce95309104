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
import { checkServer, type QdrantServer } from './check-server.ts';
import { CollectionCatalogue } from './collection-catalogue.ts';
import type { PlanSample } from './plan-sample.ts';
import { QdrantCollection } from './qdrant-collection.ts';
import { QdrantConnection, type RetryOptions } from './qdrant-connection.ts';
import { DEFAULT_QDRANT_SETTINGS, type QdrantSettings } from './qdrant-settings.ts';
import { StagedCollection } from './staged-collection.ts';

export interface QdrantVectorStoreOptions extends Partial<Omit<QdrantSettings, 'baseUrl'>> {
  /** `http://host:port` or `https://…`. */
  readonly baseUrl: string;
  /** Refuses writes. Default false. */
  readonly readOnly?: boolean;
  readonly retry?: RetryOptions;
}

/** Keeps collections on a Qdrant server or cluster. One server may serve several processes at once. */
export class QdrantVectorStore implements VectorStore {
  readonly server: QdrantServer;
  /** For people; without the key. */
  readonly location: string;
  readonly #connection: QdrantConnection;
  readonly #settings: QdrantSettings;
  readonly #catalogue: CollectionCatalogue;
  readonly #readOnly: boolean;
  readonly #collections = new Map<string, Promise<QdrantCollection>>();
  #closed = false;

  private constructor(connection: QdrantConnection, server: QdrantServer, options: QdrantVectorStoreOptions) {
    this.#connection = connection;
    this.server = server;
    this.location = connection.location;
    this.#settings = { ...DEFAULT_QDRANT_SETTINGS, ...options };
    this.#readOnly = options.readOnly ?? false;
    this.#catalogue = new CollectionCatalogue({ connection, settings: this.#settings, segments: this.#segments() });
  }

  /**
   * Looks who is there.
   *
   * @throws VectorStoreUnavailableError, VectorStoreTimeoutError, VectorStoreAccessError, VectorStoreVersionError
   */
  static async open(options: QdrantVectorStoreOptions): Promise<QdrantVectorStore> {
    const connection = new QdrantConnection({ ...DEFAULT_QDRANT_SETTINGS, ...options }, options.retry);
    try {
      return new QdrantVectorStore(connection, await checkServer(connection), options);
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  async ensureCollection(spec: CollectionSpec): Promise<void> {
    this.#assertOpen();
    validateCollectionSpec(spec);
    // Another process may have dropped it since this one looked.
    this.#collections.delete(spec.name);
    const existing = await this.#find(spec.name).catch((error: unknown) => {
      if (error instanceof CollectionNotFoundError && !this.#readOnly) return undefined;
      throw error;
    });
    if (existing === undefined) await this.#catalogue.create(spec);
    assertSameBlocks((existing ?? (await this.#find(spec.name))).info.spec, spec);
  }

  async dropCollection(name: string): Promise<void> {
    this.#assertWritable('dropCollection');
    this.#collections.delete(name);
    await this.#catalogue.drop(name);
  }

  async listCollections(): Promise<CollectionSpec[]> {
    this.#assertOpen();
    return (await this.#catalogue.list()).map(({ spec }) => spec);
  }

  async upsert(collection: string, points: readonly VectorPoint[]): Promise<void> {
    this.#assertWritable('upsert');
    await this.#use(collection, (found) => {
      validatePoints(found.info.spec, points);
      return points.length === 0 ? found.refresh() : found.upsert(points);
    });
  }

  async delete(collection: string, itemIds: readonly string[]): Promise<void> {
    this.#assertWritable('delete');
    await this.#use(collection, (found) => (itemIds.length === 0 ? found.refresh() : found.delete(itemIds)));
  }

  search(collection: string, query: VectorQuery): Promise<VectorSearchResult> {
    return this.#use(collection, (found) => {
      validateQuery(found.info.spec, query);
      return found.search(query);
    });
  }

  fetch(collection: string, itemIds: readonly string[]): Promise<Map<string, VectorPoint>> {
    return this.#use(collection, (found) => found.fetch(itemIds));
  }

  async count(collection: string, filter?: ItemFilter): Promise<number> {
    return this.#use(collection, (found) => {
      if (filter !== undefined) validateFilter(filter);
      return found.count(filter);
    });
  }

  /** An empty generation of the collection beside the one that searches see, to be filled and switched to. */
  async stage(spec: CollectionSpec): Promise<StagedCollection> {
    this.#assertWritable('stage');
    validateCollectionSpec(spec);
    return StagedCollection.create({
      spec,
      alias: this.#catalogue.aliasOf(spec.name),
      catalogue: this.#catalogue,
      open: (target) => this.#open(target, spec.name),
      onSwitched: () => this.#collections.delete(spec.name),
    });
  }

  /**
   * After a collection was filled: waits until codes and indexes are built, and samples which plan finds enough. Searches do so by
   * themselves sooner or later. @throws VectorStoreTimeoutError
   */
  settle(collection: string, timeoutMs = 600_000): Promise<PlanSample | undefined> {
    this.#assertWritable('settle');
    return this.#use(collection, (found) => found.settle(timeoutMs));
  }

  /** May be called again. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const collections = await Promise.allSettled(this.#collections.values());
    for (const result of collections) if (result.status === 'fulfilled') await result.value.close();
    this.#connection.close();
  }

  /** Forgets a collection that turned out to be gone, so that the next call looks again. */
  async #use<T>(name: string, run: (collection: QdrantCollection) => Promise<T>): Promise<T> {
    this.#assertOpen();
    const found = await this.#find(name);
    try {
      return await run(found);
    } catch (error) {
      if (error instanceof CollectionNotFoundError) this.#collections.delete(name);
      throw error;
    }
  }

  /** One opening serves all who ask for it meanwhile; one that fails is not kept. */
  #find(name: string): Promise<QdrantCollection> {
    const known = this.#collections.get(name);
    if (known !== undefined) return known;
    const opening = this.#open(this.#catalogue.aliasOf(name), name);
    this.#collections.set(name, opening);
    opening.catch(() => {
      if (this.#collections.get(name) === opening) this.#collections.delete(name);
    });
    return opening;
  }

  #open(target: string, name: string): Promise<QdrantCollection> {
    const [connection, settings, segments] = [this.#connection, this.#settings, this.#segments()];
    return QdrantCollection.open({ connection, settings, segments, target, samples: !this.#readOnly }, name);
  }

  /** The server searches its shards side by side too. */
  #segments(): number {
    const { segments, shards } = this.#settings;
    return segments > 0 ? segments : Math.ceil((this.server.cores ?? 0) / shards);
  }

  #assertOpen(): void {
    if (this.#closed) throw new VectorStoreClosedError();
  }

  #assertWritable(operation: string): void {
    this.#assertOpen();
    if (this.#readOnly) throw new VectorStoreReadOnlyError(operation);
  }
}
