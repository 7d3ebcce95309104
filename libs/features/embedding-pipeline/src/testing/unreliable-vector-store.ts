import type { CollectionSpec, VectorPoint, VectorQuery, VectorSearchResult, VectorStore } from '@kindred/vector-store';
import type { ItemFilter } from '@kindred/catalog';

/** Passes on to a real store, or throws where `failsAt` says so. */
export class UnreliableVectorStore implements VectorStore {
  readonly #store: VectorStore;
  /** Asked before every call, with the number of calls before it. */
  failsAt: (call: number, method: string) => boolean = () => false;
  /** Run before every write, to let others come in between. */
  beforeWrite: () => Promise<void> = async () => undefined;
  calls = 0;

  constructor(store: VectorStore) {
    this.#store = store;
  }

  async ensureCollection(spec: CollectionSpec): Promise<void> {
    this.#pass('ensureCollection');
    return this.#store.ensureCollection(spec);
  }

  async dropCollection(name: string): Promise<void> {
    this.#pass('dropCollection');
    return this.#store.dropCollection(name);
  }

  async listCollections(): Promise<CollectionSpec[]> {
    this.#pass('listCollections');
    return this.#store.listCollections();
  }

  async upsert(collection: string, points: readonly VectorPoint[]): Promise<void> {
    this.#pass('upsert');
    await this.beforeWrite();
    return this.#store.upsert(collection, points);
  }

  async delete(collection: string, itemIds: readonly string[]): Promise<void> {
    this.#pass('delete');
    await this.beforeWrite();
    return this.#store.delete(collection, itemIds);
  }

  async search(collection: string, query: VectorQuery): Promise<VectorSearchResult> {
    this.#pass('search');
    return this.#store.search(collection, query);
  }

  async fetch(collection: string, itemIds: readonly string[]): Promise<Map<string, VectorPoint>> {
    this.#pass('fetch');
    return this.#store.fetch(collection, itemIds);
  }

  async count(collection: string, filter?: ItemFilter): Promise<number> {
    this.#pass('count');
    return this.#store.count(collection, filter);
  }

  async close(): Promise<void> {
    return this.#store.close();
  }

  #pass(method: string): void {
    if (this.failsAt(this.calls++, method)) throw new Error(`The vector store did not answer '${method}'.`);
  }
}
