import type { Item, ItemRepository } from '@kindred/catalog';
import type { CatalogEncoders } from './catalog-encoders.ts';
import type { ActiveLayout, CatalogLayouts } from './catalog-layouts.ts';
import { reasonOf } from './errors.ts';
import type { TextSpreadMeasurement } from './text-spread-measurement.ts';
import type { VectorStoreRefill } from './vector-store-refill.ts';

export interface LayoutUpkeepOptions {
  readonly items: ItemRepository;
  readonly layouts: CatalogLayouts;
  readonly refill: VectorStoreRefill;
  readonly texts: TextSpreadMeasurement;
  /** Whether they make a block that a layout lacks. */
  readonly encoders: Pick<CatalogEncoders, 'lacksAudio'>;
  /** Catalogs of at most so many items are refitted before a write returns, greater ones in the background. */
  readonly maxInlineItems: number;
  /** Told about a refit in the background that failed; it is tried again after the next write. */
  readonly onProblem: (catalog: string, error: unknown) => void;
}

/** As many currencies as a layout has ranges for; further ones count as no price. */
const MAX_CURRENCIES = 8;
/** An import that changed less leaves means and spreads as they are. */
const MIN_CHANGED_SHARE = 0.01;

/**
 * Decides when a layout no longer fits: the catalog has doubled since it was fitted, has prices in a new currency, or an
 * encoder of sound was added whose block it lacks.
 */
export class LayoutUpkeep {
  readonly #options: LayoutUpkeepOptions;
  /** Catalog → items written since the layout was fitted, an upper bound of its growth. */
  readonly #written = new Map<string, number>();
  readonly #running = new Map<string, Promise<void>>();

  constructor(options: LayoutUpkeepOptions) {
    this.#options = options;
  }

  /** After items were written and applied. Returns a warning where the refit failed; the items are safe then. */
  async afterWrite(catalog: string, changed: readonly Item[]): Promise<string | undefined> {
    this.#written.set(catalog, (this.#written.get(catalog) ?? 0) + changed.length);
    try {
      const active = await this.#options.layouts.findActive(catalog);
      if (active === undefined || !(await this.#isOutgrown(catalog, active, changed))) return undefined;
      if ((await this.#options.items.count(catalog)) <= this.#options.maxInlineItems) await this.#refit(catalog);
      else this.#runLater(catalog, () => this.#refit(catalog));
      return undefined;
    } catch (error) {
      return `Saved, but the embedding layout could not be fitted anew: ${reasonOf(error)}`;
    }
  }

  /** At the end of an import that changed so many items: a refit where one is due, else fresh means and spreads. */
  async afterImport(catalog: string, changedCount: number): Promise<void> {
    const { stored } = await this.#options.layouts.ensure(catalog);
    const count = await this.#options.items.count(catalog);
    const hasNewCurrency =
      changedCount > 0 && (await this.#hasNewCurrency(catalog, Object.keys(stored.statistics.logPriceRanges)));
    const isOutgrown =
      count >= 2 * Math.max(1, stored.statistics.itemCount) || this.#options.encoders.lacksAudio(stored);
    if (isOutgrown || hasNewCurrency) await this.#refit(catalog);
    else if (changedCount > count * MIN_CHANGED_SHARE) await this.#options.refill.remeasure(catalog);
  }

  /** Measures in the background how far words spread among photos, where the photo model got its text tower after the last import. */
  async measureTextsIfDue(catalog: string): Promise<void> {
    const active = await this.#options.layouts.findCurrent(catalog);
    if (active === undefined || !(await this.#options.texts.isDue(catalog, active.stored))) return;
    this.#runLater(catalog, () => this.#options.refill.remeasureTexts(catalog));
  }

  /** Resolves when nothing runs in the background. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#running.values());
  }

  async #refit(catalog: string): Promise<void> {
    await this.#options.refill.refit(catalog);
    this.#written.delete(catalog);
  }

  #runLater(catalog: string, work: () => Promise<void>): void {
    if (this.#running.has(catalog)) return;
    const run = work()
      .catch((error: unknown) => {
        this.#options.onProblem(catalog, error);
      })
      .finally(() => this.#running.delete(catalog));
    this.#running.set(catalog, run);
  }

  async #isOutgrown(catalog: string, { stored }: ActiveLayout, changed: readonly Item[]): Promise<boolean> {
    if (this.#options.encoders.lacksAudio(stored)) return true;
    const { logPriceRanges, itemCount } = stored.statistics;
    const known = Object.keys(logPriceRanges);
    if (known.length < MAX_CURRENCIES && changed.some((item) => hasUnknownCurrency(item, known))) return true;
    const fitted = Math.max(1, itemCount);
    if ((this.#written.get(catalog) ?? 0) < fitted) return false;
    const count = await this.#options.items.count(catalog);
    this.#written.set(catalog, Math.max(0, count - fitted));
    return count >= 2 * fitted;
  }

  async #hasNewCurrency(catalog: string, known: readonly string[]): Promise<boolean> {
    if (known.length >= MAX_CURRENCIES) return false;
    for await (const items of this.#options.items.stream(catalog, 1000))
      if (items.some((item) => hasUnknownCurrency(item, known))) return true;
    return false;
  }
}

function hasUnknownCurrency({ price }: Item, known: readonly string[]): boolean {
  return price !== undefined && price.amount > 0 && !known.includes(price.currency);
}
