import type { StoredLayout } from '@kindred/fusion';
import { CollectionCorruptError, CollectionNotFoundError, type VectorStore } from '@kindred/vector-store';
import type { EncoderPlan, LayoutEncoders } from './catalog-encoders.ts';
import type { ActiveLayout, CatalogLayouts } from './catalog-layouts.ts';
import { CatalogQueue } from './catalog-queue.ts';
import { CollectionFiller, type CollectionFillerOptions } from './collection-filler.ts';
import { collectionName } from './collection-name.ts';
import { PointMismatchError, RefillCountMismatchError } from './errors.ts';
import type { LayoutFitter } from './layout-fitter.ts';
import { checkPoints } from './layout-switch/check-points.ts';
import { collectionSpecOf, createProjectionTarget } from './projection-target.ts';
import { RetiredCollections } from './retired-collections.ts';
import type { WordSpreads } from './text-spread-measurement.ts';

export interface VectorStoreRefillOptions extends CollectionFillerOptions {
  readonly store: VectorStore;
  readonly layouts: CatalogLayouts;
  readonly fitter: LayoutFitter;
  readonly encoders: LayoutEncoders;
  readonly texts: WordSpreads;
  readonly clock: () => Date;
  /** How long a collection is kept after the switch to another, for queries that are under way. */
  readonly retireAfterMs: number;
}

export interface SwitchOptions {
  readonly onProgress?: (done: number) => void;
  /** A last look at the filled collection; where it rejects, nothing is switched. */
  readonly beforeSwitch?: (filled: Pick<ActiveLayout, 'stored' | 'collection'>) => Promise<void>;
}

export interface RefillResult {
  readonly collection: string;
  readonly points: number;
}

const MAX_ATTEMPTS = 5;

/** Fills collections from PostgreSQL's block store; no model runs. One at a time per catalog. */
export class VectorStoreRefill {
  readonly #options: VectorStoreRefillOptions;
  readonly #queue = new CatalogQueue();
  readonly #retired: RetiredCollections;

  constructor(options: VectorStoreRefillOptions) {
    this.#options = options;
    this.#retired = new RetiredCollections(options);
  }

  /**
   * Writes all points of the active layout anew, in place. Only when the collection can't be read or holds points that are
   * no items is it dropped first; searches find less until it is full again. @throws RefillCountMismatchError
   */
  async refill(catalog: string, onProgress?: (done: number) => void): Promise<RefillResult> {
    return this.#queue.run(catalog, async () => {
      const active = await this.#options.layouts.ensure(catalog);
      const name = active.target.collection;
      const spec = collectionSpecOf(catalog, active.stored);
      try {
        await this.#options.store.ensureCollection(spec);
        const counts = await this.#fill(catalog, active, onProgress);
        if (counts.points === counts.items) return { collection: name, points: counts.points };
      } catch (error) {
        if (!(error instanceof CollectionCorruptError)) throw error;
      }
      await this.#options.store.dropCollection(name);
      await this.#options.store.ensureCollection(spec);
      const counts = await this.#fill(catalog, active, onProgress);
      if (counts.points !== counts.items) throw new RefillCountMismatchError(catalog, name, counts);
      return { collection: name, points: counts.points };
    });
  }

  /** Refills if the collection is missing or can't be read. */
  async refillIfLost(catalog: string): Promise<RefillResult | undefined> {
    const active = await this.#options.layouts.findCurrent(catalog);
    if (active === undefined) return undefined;
    try {
      await this.#options.store.count(active.target.collection);
      return undefined;
    } catch (error) {
      if (!(error instanceof CollectionNotFoundError || error instanceof CollectionCorruptError)) throw error;
    }
    return this.refill(catalog);
  }

  /** Refills if the collection has another number of points than there are items. While others write, that may be so for a moment. */
  async refillIfIncomplete(catalog: string): Promise<RefillResult | undefined> {
    const active = await this.#options.layouts.findCurrent(catalog);
    if (active === undefined) return undefined;
    const points = await this.#options.store.count(active.target.collection);
    return points === (await this.#options.items.count(catalog)) ? undefined : this.refill(catalog);
  }

  /**
   * Fits the layout anew. Where that gives another layout, its collection is filled beside the live one, checked, and
   * switched to; else only statistics and means are replaced. @throws RefillCountMismatchError; the live one stays then
   */
  async refit(catalog: string): Promise<{ readonly switched: boolean }> {
    return this.#queue.run(catalog, async () => {
      const active = await this.#options.layouts.ensure(catalog);
      const { fitter, encoders } = this.#options;
      const stored = await fitter.fit(catalog, await encoders.planOf(catalog, active.stored), active.stored);
      if (stored.layout.hash !== active.stored.layout.hash) {
        await this.#switchTo(catalog, stored, { live: active });
        return { switched: true };
      }
      await this.#replaceFit(catalog, stored);
      return { switched: false };
    });
  }

  /** Switches to the layout of these encoders, whose blocks are stored. @throws RefillCountMismatchError; the live one stays then */
  async switchLayout(catalog: string, plan: EncoderPlan): Promise<void> {
    await this.#queue.run(catalog, async () => {
      const active = await this.#options.layouts.ensure(catalog);
      const stored = await this.#options.fitter.fit(catalog, plan, active.stored);
      await this.#switchTo(catalog, stored, { live: active });
    });
  }

  /**
   * Fills the collection of another layout beside the live one, checks it, and switches to it. Going back is the same with the
   * layout of before. @throws RefillCountMismatchError, PointMismatchError; the live one stays then
   */
  async switchTo(
    catalog: string,
    stored: Omit<StoredLayout, 'active'>,
    options: SwitchOptions = {},
  ): Promise<{ readonly switched: boolean }> {
    return this.#queue.run(catalog, async () => {
      const active = await this.#options.layouts.ensure(catalog);
      if (stored.layout.hash === active.stored.layout.hash) return { switched: false };
      await this.#switchTo(catalog, stored, { live: active, ...options });
      return { switched: true };
    });
  }

  /** Measures means and spreads over what the items have now, under the same layout, and fills the missing blocks with the means. */
  async remeasure(catalog: string): Promise<void> {
    await this.#queue.run(catalog, async () => {
      const { stored } = await this.#options.layouts.ensure(catalog);
      await this.#replaceFit(catalog, await this.#options.fitter.measure(catalog, stored));
    });
  }

  /** Measures only how far words spread among photos: for a text tower that came after the photos. Points stay as they are. */
  async remeasureTexts(catalog: string): Promise<void> {
    await this.#queue.run(catalog, async () => {
      const { stored } = await this.#options.layouts.ensure(catalog);
      const measured = await this.#options.texts.measure(catalog, stored);
      await this.#options.layouts.replaceFit(catalog, {
        layout: stored.layout,
        means: stored.means,
        statistics: { ...stored.statistics, ...measured },
      });
    });
  }

  /** Drops collections whose time is over; with `all`, whatever their time. */
  async dropRetired(options: { readonly all?: boolean } = {}): Promise<void> {
    await this.#retired.dropDue(options);
  }

  async #replaceFit(catalog: string, stored: Omit<StoredLayout, 'active'>): Promise<void> {
    const { target } = await this.#options.layouts.replaceFit(catalog, stored);
    for await (const items of this.#options.items.stream(catalog, 200)) {
      const incomplete = items.filter((item) => target.isIncomplete(item)).map(({ id }) => id);
      await this.#options.projection.project(catalog, incomplete, { targets: [target] });
    }
  }

  async #switchTo(
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

  async #fill(catalog: string, { target }: ActiveLayout, onProgress?: (done: number) => void) {
    const filler = new CollectionFiller(this.#options, catalog, target);
    await filler.settle(onProgress);
    return settleFully(filler);
  }
}

/** What others write between the filling and the check looks like a wrong point; then it is written and checked again. */
async function settleUntil(filler: CollectionFiller, check: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await check();
      return;
    } catch (error) {
      if (!(error instanceof PointMismatchError) || attempt === MAX_ATTEMPTS || (await filler.settle()) === 0)
        throw error;
    }
  }
}

/** @internal Counts differ for a moment while items come and go; then what changed is written and they are compared again. */
export async function settleFully(filler: CollectionFiller): Promise<{ items: number; points: number }> {
  let counts = { items: 0, points: -1 };
  for (let attempt = 0; attempt < MAX_ATTEMPTS && counts.items !== counts.points; attempt++) {
    await filler.settle();
    counts = await filler.compareCounts();
  }
  return counts;
}
