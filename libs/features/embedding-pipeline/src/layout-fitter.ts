import type { Item, Money } from '@kindred/catalog';
import {
  BlockMeansBuilder,
  createLayout,
  createTabularEncoders,
  fitLogPriceRanges,
  type LayoutBlock,
  type StoredLayout,
  type TabularEncoder,
} from '@kindred/fusion';
import type { EncoderPlan } from './catalog-encoders.ts';
import { modelBlocksOf } from './model-modalities.ts';
import { allBlocks } from './projection-target.ts';
import { SpreadMeasurement } from './spread-measurement.ts';
import { loadBlocks, loadSources, type SourceRepositories } from './stored-sources.ts';

export interface LayoutFitterOptions extends SourceRepositories {
  /** Means are taken over at most so many items, evenly spread over the ids. */
  readonly maxSampledItems: number;
}

/** What makes the blocks of a layout. */
interface BlockEncoders {
  readonly tabular: readonly TabularEncoder[];
  readonly modelBlocks: readonly LayoutBlock[];
}

const BATCH_SIZE = 500;

/** Fits a layout on what a catalog holds, from the database alone: no model runs. */
export class LayoutFitter {
  readonly #options: LayoutFitterOptions;

  constructor(options: LayoutFitterOptions) {
    this.#options = options;
  }

  /** The blocks in this order: image, text, price, brand, section. */
  async fit(catalog: string, { modelBlocks, encoderUrls }: EncoderPlan): Promise<Omit<StoredLayout, 'active'>> {
    const prices: Money[] = [];
    let itemCount = 0;
    for await (const items of this.#options.items.stream(catalog, BATCH_SIZE)) {
      itemCount += items.length;
      for (const { price } of items) if (price !== undefined) prices.push(price);
    }
    const logPriceRanges = fitLogPriceRanges(prices);
    const tabular = createTabularEncoders({ logPriceRanges });
    const layout = createLayout([
      ...modelBlocks,
      ...tabular.map(({ modality, dimension, encoderId }) => ({ modality, dimension, encoderId })),
    ]);
    const statistics = { logPriceRanges, spreads: {}, itemCount };
    return this.measure(catalog, { layout, statistics, encoderUrls: { ...encoderUrls } });
  }

  /** The layout as it is, with means to fill missing blocks and spreads of similarities over what the items have now. */
  async measure(
    catalog: string,
    { layout, statistics, encoderUrls }: Pick<StoredLayout, 'layout' | 'statistics' | 'encoderUrls'>,
  ): Promise<Omit<StoredLayout, 'active'>> {
    const { items, maxSampledItems } = this.#options;
    const step = Math.max(1, Math.ceil((await items.count(catalog)) / maxSampledItems));
    const encoders = { tabular: createTabularEncoders(statistics), modelBlocks: modelBlocksOf(layout) };
    const means = new BlockMeansBuilder();
    const spreads = new SpreadMeasurement(layout);
    let seen = 0;
    for await (const batch of items.stream(catalog, BATCH_SIZE)) {
      for (const item of batch) spreads.add(item, modalitiesOfItem(item, encoders));
      const sampled = batch.filter((_, index) => (seen + index) % step === 0);
      seen += batch.length;
      for (const { item, blocks } of await this.#loadItems(catalog, idsOf(sampled), encoders))
        means.add(item.section, blocks);
    }
    const measured = await spreads.measure(async (itemIds) => {
      const loaded = await this.#loadItems(catalog, itemIds, encoders);
      return new Map(loaded.map(({ item, blocks }) => [item.id, blocks]));
    });
    const fitted = { layout, statistics: { ...statistics, spreads: measured }, means: means.build() };
    return encoderUrls === undefined ? fitted : { ...fitted, encoderUrls };
  }

  async #loadItems(catalog: string, itemIds: readonly string[], { tabular, modelBlocks }: BlockEncoders) {
    if (itemIds.length === 0) return [];
    const sources = await loadSources(this.#options, catalog, itemIds);
    const encoders = new Map(modelBlocks.map(({ modality, encoderId }) => [modality, encoderId]));
    const blocks = await loadBlocks(this.#options.blocks, sources.values(), { encoders });
    return [...sources.values()].map(({ item }) => ({
      item,
      blocks: allBlocks(item, blocks.get(item.id) ?? new Map(), tabular),
    }));
  }
}

/** What the item truly has, as far as can be told without its blocks. */
function modalitiesOfItem(item: Item, { tabular, modelBlocks }: BlockEncoders): string[] {
  const hasPhoto = item.images.some(({ contentHash }) => contentHash !== undefined);
  const fromModels = modelBlocks.map(({ modality }) => modality).filter((modality) => modality !== 'image' || hasPhoto);
  const fromValues = tabular.filter((encoder) => encoder.inputOf(item) !== undefined);
  return [...fromModels, ...fromValues.map(({ modality }) => modality)];
}

function idsOf(items: readonly Item[]): string[] {
  return items.map(({ id }) => id);
}
