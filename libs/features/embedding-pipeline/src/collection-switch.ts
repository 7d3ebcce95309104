import type { StoredLayout } from '@kindred/fusion';
import type { VectorStore } from '@kindred/vector-store';
import type { ActiveLayout, CatalogLayouts } from './catalog-layouts.ts';
import { CollectionFiller, type CollectionFillerOptions } from './collection-filler.ts';
import { collectionName } from './collection-name.ts';
import { RefillCountMismatchError } from './errors.ts';
import { checkPoints } from './layout-switch/check-points.ts';
import { collectionSpecOf, createProjectionTarget } from './projection-target.ts';
import { RetiredCollections } from './retired-collections.ts';
import { settleFully, settleUntil } from './settle-collection.ts';

export interface CollectionSwitchOptions extends CollectionFillerOptions {
  readonly store: VectorStore;
  readonly layouts: CatalogLayouts;
  readonly clock: () => Date;
  /** How long a collection is kept after the switch to another, for queries that are under way. */
  readonly retireAfterMs: number;
}

export interface SwitchOptions {
  readonly onProgress?: (done: number) => void;
  /** A last look at the filled collection; where it rejects, nothing is switched. */
  readonly beforeSwitch?: (filled: Pick<ActiveLayout, 'stored' | 'collection'>) => Promise<void>;
}

/** Puts the collection of another layout in the place of the live one, which queries under way may use for a while. */
export class CollectionSwitch {
  readonly #options: CollectionSwitchOptions;
  readonly #retired: RetiredCollections;

  constructor(options: CollectionSwitchOptions) {
    this.#options = options;
    this.#retired = new RetiredCollections(options);
  }

  /** Fills it beside the live one, checks it, and switches. @throws RefillCountMismatchError, PointMismatchError; the live one stays then */
  async to(
    catalog: string,
    stored: Omit<StoredLayout, 'active'>,
    { live, onProgress, beforeSwitch }: SwitchOptions & { readonly live: ActiveLayout },
  ): Promise<void> {
    const { layouts, store } = this.#options;
    const target = createProjectionTarget(catalog, stored);
    const spec = collectionSpecOf(catalog, stored);
    await this.#retired.dropLeftovers(catalog, live.target.collection);
    await layouts.whileBuilding(catalog, target, async () => {
      await store.dropCollection(spec.name);
      await store.ensureCollection(spec);
      const filler = new CollectionFiller(this.#options, catalog, target);
      await filler.settle(onProgress);
      try {
        const counts = await settleFully(filler);
        if (counts.points !== counts.items) throw new RefillCountMismatchError(catalog, spec.name, counts);
        await settleUntil(filler, () =>
          checkPoints({ ...this.#options, catalog, target, blockCount: spec.blocks.length }),
        );
        await beforeSwitch?.({ stored: { ...stored, active: false }, collection: spec.name });
      } catch (error) {
        await store.dropCollection(spec.name).catch(() => undefined);
        throw error;
      }
      await layouts.activate(catalog, stored);
      // What another process wrote to the old collection before it noticed the switch.
      await filler.settle();
    });
    this.#retired.add(collectionName(catalog, live.stored.layout.hash));
  }

  /** Drops collections whose time is over; with `all`, whatever their time. */
  async dropRetired(options: { readonly all?: boolean } = {}): Promise<void> {
    await this.#retired.dropDue(options);
  }
}
