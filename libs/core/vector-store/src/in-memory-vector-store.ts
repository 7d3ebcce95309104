import type { ItemFilter } from '@kindred/catalog';
import { assertSameBlocks, validateCollectionSpec } from './collection-spec.ts';
import { CollectionNotFoundError, VectorStoreClosedError } from './errors.ts';
import { countMatching, exactScan } from './exact-scan.ts';
import { validatePoints } from './validate-points.ts';
import { validateQuery } from './validate-query.ts';
import type { CollectionSpec, VectorPoint, VectorQuery, VectorSearchResult, VectorStore } from './vector-store.ts';
import { VectorTable } from './vector-table.ts';

/** Exact and forgotten with the process: the oracle that other stores are compared with, and the store of tests. */
export class InMemoryVectorStore implements VectorStore {
  readonly #collections = new Map<string, { readonly spec: CollectionSpec; readonly table: VectorTable }>();
  #closed = false;

  async ensureCollection(spec: CollectionSpec): Promise<void> {
    this.#assertOpen();
    validateCollectionSpec(spec);
    const existing = this.#collections.get(spec.name);
    if (existing !== undefined) {
      assertSameBlocks(existing.spec, spec);
      return;
    }
    const copy = structuredClone({ name: spec.name, blocks: spec.blocks });
    this.#collections.set(spec.name, { spec: copy, table: new VectorTable(copy) });
  }

  async dropCollection(name: string): Promise<void> {
    this.#assertOpen();
    this.#collections.delete(name);
  }

  async listCollections(): Promise<CollectionSpec[]> {
    this.#assertOpen();
    return [...this.#collections.values()].map(({ spec }) => structuredClone(spec));
  }

  async upsert(collection: string, points: readonly VectorPoint[]): Promise<void> {
    const { spec, table } = this.#find(collection);
    validatePoints(spec, points);
    table.upsert(points);
  }

  async delete(collection: string, itemIds: readonly string[]): Promise<void> {
    this.#find(collection).table.delete(itemIds);
  }

  async search(collection: string, query: VectorQuery): Promise<VectorSearchResult> {
    const { spec, table } = this.#find(collection);
    validateQuery(spec, query);
    return exactScan(table, query);
  }

  async fetch(collection: string, itemIds: readonly string[]): Promise<Map<string, VectorPoint>> {
    const { table } = this.#find(collection);
    return table.findPoints(itemIds);
  }

  async count(collection: string, filter?: ItemFilter): Promise<number> {
    return countMatching(this.#find(collection).table, filter);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#collections.clear();
  }

  #find(name: string): { readonly spec: CollectionSpec; readonly table: VectorTable } {
    this.#assertOpen();
    const found = this.#collections.get(name);
    if (found === undefined) throw new CollectionNotFoundError(name);
    return found;
  }

  #assertOpen(): void {
    if (this.#closed) throw new VectorStoreClosedError();
  }
}
