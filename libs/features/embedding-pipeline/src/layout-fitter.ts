import type { Item, Money } from '@kindred/catalog';
import {
  BlockMeansBuilder,
  createLayout,
  createTabularEncoders,
  fitLogPriceRanges,
  type BlockMeans,
  type LayoutBlock,
  type LayoutStatistics,
  type StoredLayout,
} from '@kindred/fusion';
import { allBlocks } from './projection-target.ts';
import { loadBlocks, loadSources, type SourceRepositories } from './stored-sources.ts';

export interface LayoutFitterOptions extends SourceRepositories {
  /** The blocks that models make, in the layout's order: image, text. */
  readonly modelBlocks: readonly LayoutBlock[];
  /** Means are taken over at most so many items, evenly spread over the ids. */
  readonly maxSampledItems: number;
}

const BATCH_SIZE = 500;

/** Fits a layout on what a catalog holds, from the database alone: no model runs. */
export class LayoutFitter {
  readonly #options: LayoutFitterOptions;

  constructor(options: LayoutFitterOptions) {
    this.#options = options;
  }

  /** The blocks in this order: image, text, price, brand, section. Spreads are 1 until they are measured. */
  async fit(catalog: string): Promise<Omit<StoredLayout, 'active'>> {
    const prices: Money[] = [];
    let itemCount = 0;
    for await (const items of this.#options.items.stream(catalog, BATCH_SIZE)) {
      itemCount += items.length;
      for (const { price } of items) if (price !== undefined) prices.push(price);
    }
    const logPriceRanges = fitLogPriceRanges(prices);
    const tabular = createTabularEncoders({ logPriceRanges });
    const layout = createLayout([
      ...this.#options.modelBlocks,
      ...tabular.map(({ modality, dimension, encoderId }) => ({ modality, dimension, encoderId })),
    ]);
    const spreads = Object.fromEntries(layout.blocks.map(({ modality }) => [modality, 1]));
    const statistics: LayoutStatistics = { logPriceRanges, spreads, itemCount };
    return { layout, statistics, means: await this.fitMeans(catalog, { layout, statistics }) };
  }

  /** The means with which missing blocks are filled, over what the items have now. */
  async fitMeans(catalog: string, stored: Pick<StoredLayout, 'layout' | 'statistics'>): Promise<BlockMeans> {
    const { items, maxSampledItems } = this.#options;
    const step = Math.max(1, Math.ceil((await items.count(catalog)) / maxSampledItems));
    const builder = new BlockMeansBuilder();
    let seen = 0;
    for await (const batch of items.stream(catalog, BATCH_SIZE)) {
      const sampled = batch.filter((_, index) => (seen + index) % step === 0);
      seen += batch.length;
      await this.#addBlocks(builder, { catalog, items: sampled, stored });
    }
    return builder.build();
  }

  async #addBlocks(
    builder: BlockMeansBuilder,
    given: { catalog: string; items: readonly Item[]; stored: Pick<StoredLayout, 'layout' | 'statistics'> },
  ): Promise<void> {
    if (given.items.length === 0) return;
    const ids = given.items.map(({ id }) => id);
    const sources = await loadSources(this.#options, given.catalog, ids);
    const encoders = new Map(this.#options.modelBlocks.map(({ modality, encoderId }) => [modality, encoderId]));
    const blocks = await loadBlocks(this.#options.blocks, sources.values(), { encoders });
    const tabular = createTabularEncoders(given.stored.statistics);
    for (const { item } of sources.values())
      builder.add(item.section, allBlocks(item, blocks.get(item.id) ?? new Map(), tabular));
  }
}
