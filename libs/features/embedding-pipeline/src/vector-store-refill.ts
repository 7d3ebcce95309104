import type { StoredLayout } from '@kindred/fusion';
import { CollectionCorruptError, CollectionNotFoundError } from '@kindred/vector-store';
import type { EncoderPlan, LayoutEncoders } from './catalog-encoders.ts';
import type { ActiveLayout } from './catalog-layouts.ts';
import { CatalogQueue } from './catalog-queue.ts';
import { CollectionFiller } from './collection-filler.ts';
import { CollectionSwitch, type CollectionSwitchOptions, type SwitchOptions } from './collection-switch.ts';
import { RefillCountMismatchError } from './errors.ts';
import type { LayoutFitter } from './layout-fitter.ts';
import { collectionSpecOf } from './projection-target.ts';
import { settleFully } from './settle-collection.ts';
import type { WordSpreads } from './text-spread-measurement.ts';

export interface VectorStoreRefillOptions extends CollectionSwitchOptions {
  readonly fitter: LayoutFitter;
  readonly encoders: LayoutEncoders;
  readonly texts: WordSpreads;
}

export interface RefillResult {
  readonly collection: string;
  readonly points: number;
}

/** Fills collections from PostgreSQL's block store; no model runs. One at a time per catalog. */
export class VectorStoreRefill {
  readonly #options: VectorStoreRefillOptions;
  readonly #queue = new CatalogQueue();
  readonly #switch: CollectionSwitch;

  constructor(options: VectorStoreRefillOptions) {
    this.#options = options;
    this.#switch = new CollectionSwitch(options);
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
        await this.#switch.to(catalog, stored, { live: active });
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
      await this.#switch.to(catalog, stored, { live: active });
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
      await this.#switch.to(catalog, stored, { live: active, ...options });
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
    await this.#switch.dropRetired(options);
  }

  async #replaceFit(catalog: string, stored: Omit<StoredLayout, 'active'>): Promise<void> {
    const { target } = await this.#options.layouts.replaceFit(catalog, stored);
    for await (const items of this.#options.items.stream(catalog, 200)) {
      const incomplete = items.filter((item) => target.isIncomplete(item)).map(({ id }) => id);
      await this.#options.projection.project(catalog, incomplete, { targets: [target] });
    }
  }

  async #fill(catalog: string, { target }: ActiveLayout, onProgress?: (done: number) => void) {
    const filler = new CollectionFiller(this.#options, catalog, target);
    await filler.settle(onProgress);
    return settleFully(filler);
  }
}
