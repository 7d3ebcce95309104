import { validatePoints, validateQuery, type CollectionSpec, type VectorStore } from '@kindred/vector-store';
import { validateFilter } from '@kindred/catalog';
import type { CollectionCatalogue } from './collection-catalogue.ts';
import { generationName, parseGeneration } from './collection-names.ts';
import type { PlanSample } from './plan-sample.ts';
import type { QdrantCollection } from './qdrant-collection.ts';

export interface StagedCollectionOptions {
  readonly spec: CollectionSpec;
  readonly alias: string;
  readonly catalogue: CollectionCatalogue;
  readonly open: (target: string) => Promise<QdrantCollection>;
  readonly onSwitched: () => void;
}

/** The part of a store that fills and checks one collection. */
export type StagedStore = Pick<VectorStore, 'upsert' | 'delete' | 'search' | 'fetch' | 'count'>;

/**
 * The next generation of a collection. Searches keep seeing the present one until {@link switch}, which is one step on the
 * server; then the old one is dropped. {@link discard} drops the new one instead.
 */
export class StagedCollection {
  /** Writes and searches the new generation under the collection's own name. */
  readonly store: StagedStore;
  readonly generation: string;
  readonly #collection: QdrantCollection;
  readonly #options: StagedCollectionOptions;

  private constructor(options: StagedCollectionOptions, generation: string, collection: QdrantCollection) {
    this.#options = options;
    this.generation = generation;
    this.#collection = collection;
    this.store = storeOf(collection);
  }

  /** Drops what an earlier refill that was cut off left behind. */
  static async create(options: StagedCollectionOptions): Promise<StagedCollection> {
    const { alias, catalogue, spec, open } = options;
    const live = await catalogue.liveGeneration(alias);
    const present = await catalogue.generationsOf(alias);
    for (const leftover of present.filter((name) => name !== live)) await catalogue.dropGeneration(leftover);
    const next = Math.max(0, ...present.map((name) => parseGeneration(name)?.generation ?? 0)) + 1;
    const generation = generationName(alias, next);
    await catalogue.createGeneration(generation, spec);
    return new StagedCollection(options, generation, await open(generation));
  }

  /** As `QdrantVectorStore.settle`, for this generation. @throws VectorStoreTimeoutError */
  settle(timeoutMs: number): Promise<PlanSample | undefined> {
    return this.#collection.settle(timeoutMs);
  }

  async switch(): Promise<void> {
    const { alias, catalogue, onSwitched } = this.#options;
    const previous = await catalogue.liveGeneration(alias);
    await catalogue.switchTo(alias, this.generation);
    onSwitched();
    if (previous !== undefined && previous !== this.generation) await catalogue.dropGeneration(previous);
  }

  async discard(): Promise<void> {
    await this.#options.catalogue.dropGeneration(this.generation);
  }
}

function storeOf(collection: QdrantCollection): StagedStore {
  const { spec } = collection.info;
  return {
    upsert: async (_name, points) => {
      validatePoints(spec, points);
      await collection.upsert(points);
    },
    delete: (_name, itemIds) => collection.delete(itemIds),
    search: async (_name, query) => {
      validateQuery(spec, query);
      return collection.search(query);
    },
    fetch: (_name, itemIds) => collection.fetch(itemIds),
    count: async (_name, filter) => {
      if (filter !== undefined) validateFilter(filter);
      return collection.count(filter);
    },
  };
}
