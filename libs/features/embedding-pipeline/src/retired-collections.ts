import type { VectorStore } from '@kindred/vector-store';

export interface RetiredCollectionsOptions {
  readonly store: VectorStore;
  readonly clock: () => Date;
  readonly retireAfterMs: number;
}

/** Collections that no new query uses, kept a while for the queries that are under way. */
export class RetiredCollections {
  readonly #options: RetiredCollectionsOptions;
  readonly #retiredAt = new Map<string, number>();

  constructor(options: RetiredCollectionsOptions) {
    this.#options = options;
  }

  add(collection: string): void {
    this.#retiredAt.set(collection, this.#options.clock().getTime());
  }

  async dropDue({ all = false }: { readonly all?: boolean }): Promise<void> {
    const { store, clock, retireAfterMs } = this.#options;
    const due = clock().getTime() - retireAfterMs;
    for (const [collection, retiredAt] of this.#retiredAt) {
      if (!all && retiredAt > due) continue;
      await store.dropCollection(collection);
      this.#retiredAt.delete(collection);
    }
  }

  /** Drops collections of the catalog that a dead process left behind: neither live nor waiting here. */
  async dropLeftovers(catalog: string, live: string): Promise<void> {
    for (const { name } of await this.#options.store.listCollections()) {
      const isOfCatalog = name.startsWith(`${catalog}.`) && /^[0-9a-f]{16}$/.test(name.slice(catalog.length + 1));
      if (isOfCatalog && name !== live && !this.#retiredAt.has(name)) await this.#options.store.dropCollection(name);
    }
  }
}
