import type { StoredLayout } from '@kindred/fusion';
import type { CollectionSpec, VectorStore } from '@kindred/vector-store';
import { CollectionFiller } from './collection-filler.ts';
import { RefillCountMismatchError } from './errors.ts';
import { ItemProjection } from './item-projection.ts';
import { collectionSpecOf, createProjectionTarget } from './projection-target.ts';
import type { SourceRepositories } from './stored-sources.ts';
import { settleFully } from './settle-collection.ts';

export interface StoreTransferOptions extends SourceRepositories {
  readonly catalog: string;
  /** The catalog's active layout. */
  readonly stored: StoredLayout;
}

/** The part of a vector store that is written. */
export type TransferTarget = Pick<VectorStore, 'upsert' | 'delete' | 'count'>;

/** Fills the collection of a catalog's active layout in another vector store, from the database alone: no model runs. */
export class StoreTransfer {
  /** What the other store must make before it is filled. */
  readonly spec: CollectionSpec;
  readonly #options: StoreTransferOptions;
  #filler: CollectionFiller | undefined;

  constructor(options: StoreTransferOptions) {
    this.#options = options;
    this.spec = collectionSpecOf(options.catalog, options.stored);
  }

  /**
   * Writes all items, then those that changed meanwhile, until there are as many points as items. Returns how many.
   *
   * @throws RefillCountMismatchError, VectorStoreError
   */
  async fill(store: TransferTarget, onProgress?: (done: number) => void): Promise<number> {
    const { catalog, stored, items, blocks } = this.#options;
    const target = createProjectionTarget(catalog, stored);
    const projection = new ItemProjection({ items, blocks, store });
    this.#filler = new CollectionFiller({ items, blocks, store, projection }, catalog, target);
    await this.#filler.settle(onProgress);
    const counts = await settleFully(this.#filler);
    if (counts.items !== counts.points) throw new RefillCountMismatchError(catalog, this.spec.name, counts);
    return counts.points;
  }

  /** Writes what has changed since. Returns how many items. */
  async catchUp(): Promise<number> {
    return (await this.#filler?.settle()) ?? 0;
  }
}
