import type { VectorPoint } from '@kindred/vector-store';
import { mapBounded } from './map-bounded.ts';
import { attributeKey } from './point-payload.ts';
import { pointIdOf } from './point-id.ts';
import { WRITE_TIME, type QdrantConnection } from './qdrant-connection.ts';
import { Slots } from './slots.ts';
import type { StoredCollection } from './stored-collection.ts';
import { upsertBodies } from './upsert-batches.ts';

/** Requests that write at a time, whoever calls: the server is never sent more than it can take. */
const CONCURRENT_WRITES = 3;
const IDS_PER_DELETE = 1000;
/** Attributes with numbers beyond these are found by looking at every point. */
const MAX_NUMBER_INDEXES = 50;

/** Writes points of one collection; every call returns when all replicas have what was written. */
export class PointWriter {
  readonly #connection: QdrantConnection;
  readonly #target: string;
  readonly #slots = new Slots(CONCURRENT_WRITES);
  /** Attribute name → when its index is there. */
  readonly #numberIndexes = new Map<string, Promise<void>>();

  constructor(connection: QdrantConnection, target: string) {
    this.#connection = connection;
    this.#target = target;
  }

  /** `points` are validated. */
  async upsert(stored: StoredCollection, points: readonly VectorPoint[]): Promise<void> {
    await this.#ensureNumberIndexes(stored.spec.name, points);
    const running = new Set<Promise<void>>();
    const failures: unknown[] = [];
    // Bodies are made one by one as the server takes them, so that memory holds a few only.
    for (const body of upsertBodies(stored, points)) {
      if (failures.length > 0) break;
      const write = this.#slots
        .run(() => this.#write('upsert', { method: 'PUT', path: '/points?wait=true', body }, stored.spec.name))
        .catch((error: unknown) => {
          failures.push(error);
        })
        .finally(() => running.delete(write));
      running.add(write);
      if (running.size >= CONCURRENT_WRITES) await Promise.race(running);
    }
    await Promise.all(running);
    if (failures.length > 0) throw failures[0];
  }

  async delete(collection: string, itemIds: readonly string[]): Promise<void> {
    const ids = itemIds.map((itemId) => pointIdOf(collection, itemId));
    const pages: string[][] = [];
    for (let begin = 0; begin < ids.length; begin += IDS_PER_DELETE)
      pages.push(ids.slice(begin, begin + IDS_PER_DELETE));
    await mapBounded(pages, CONCURRENT_WRITES, (points) =>
      this.#slots.run(() =>
        this.#write('delete', { method: 'POST', path: '/points/delete?wait=true', body: { points } }, collection),
      ),
    );
  }

  async #ensureNumberIndexes(collection: string, points: readonly VectorPoint[]): Promise<void> {
    const names = new Set<string>();
    for (const { facets } of points)
      for (const [name, value] of Object.entries(facets.attributes)) if (typeof value === 'number') names.add(name);
    const missing = [...names].filter((name) => !this.#numberIndexes.has(name));
    for (const name of missing.slice(0, Math.max(0, MAX_NUMBER_INDEXES - this.#numberIndexes.size))) {
      const body = { field_name: `numbers.${attributeKey(name)}`, field_schema: { type: 'float' } };
      const made = this.#write('index', { method: 'PUT', path: '/index?wait=true', body }, collection);
      this.#numberIndexes.set(name, made);
      made.catch(() => this.#numberIndexes.delete(name));
    }
    await Promise.all([...names].map((name) => this.#numberIndexes.get(name)));
  }

  async #write(
    operation: string,
    request: { readonly method: 'PUT' | 'POST'; readonly path: string; readonly body: string | object },
    collection: string,
  ): Promise<void> {
    await this.#connection.call({
      ...request,
      operation,
      collection,
      path: `/collections/${this.#target}${request.path}`,
      timeoutMs: WRITE_TIME * this.#connection.timeoutMs,
    });
  }
}
