import type { Item, Money } from '@kindred/catalog';
import {
  BlockMeansBuilder,
  createLayout,
  createTabularEncoders,
  fitLogPriceRanges,
  transformedBlocks,
  transformWork,
  type BlockTransforms,
  type LayoutStatistics,
  type StoredLayout,
  type TabularEncoder,
  type TransformingLayout,
} from '@kindred/fusion';
import { mapInTurns } from './map-in-turns.ts';
import type { EncoderPlan } from './catalog-encoders.ts';
import { allBlocks, modelBlocksIn } from './projection-target.ts';
import { SpreadMeasurement } from './spread-measurement.ts';
import { loadBlocks, loadSources, type SourceRepositories } from './stored-sources.ts';
import type { WordSpreads } from './text-spread-measurement.ts';

export interface LayoutFitterOptions extends SourceRepositories {
  /** Means are taken over at most so many items, evenly spread over the ids. */
  readonly maxSampledItems: number;
  readonly texts: WordSpreads;
}

/** Of the layout that a new one follows. */
export interface FittedBefore {
  readonly transforms?: BlockTransforms;
  readonly statistics?: Pick<LayoutStatistics, 'textSpreads'>;
}

const BATCH_SIZE = 500;

/** Fits a layout on what a catalog holds, from the database alone: no model runs, but a text tower on a few titles. */
export class LayoutFitter {
  readonly #options: LayoutFitterOptions;

  constructor(options: LayoutFitterOptions) {
    this.#options = options;
  }

  /** The blocks in this order: image, text, audio (where there is an encoder of it), price, brand, section. @param before what stays: transforms, and spreads of words where there is no text tower to measure with */
  async fit(
    catalog: string,
    { modelBlocks, encoderUrls }: EncoderPlan,
    before: FittedBefore = {},
  ): Promise<Omit<StoredLayout, 'active'>> {
    const prices: Money[] = [];
    let itemCount = 0;
    for await (const items of this.#options.items.stream(catalog, BATCH_SIZE)) {
      itemCount += items.length;
      for (const { price } of items) if (price !== undefined) prices.push(price);
    }
    const logPriceRanges = fitLogPriceRanges(prices);
    const tabular = createTabularEncoders({ logPriceRanges });
    const { blocks, transforms } = transformedBlocks(modelBlocks, before.transforms);
    const layout = createLayout([
      ...blocks,
      ...tabular.map(({ modality, dimension, encoderId }) => ({ modality, dimension, encoderId })),
    ]);
    const { textSpreads } = before.statistics ?? {};
    const kept = textSpreads === undefined ? {} : { textSpreads };
    const statistics = { logPriceRanges, spreads: {}, ...kept, itemCount };
    return this.measure(catalog, { layout, statistics, transforms, encoderUrls: { ...encoderUrls } });
  }

  /** The layout as it is, with means to fill missing blocks and spreads of similarities over what the items have now. */
  async measure(
    catalog: string,
    {
      layout,
      statistics,
      transforms,
      encoderUrls,
    }: Pick<StoredLayout, 'layout' | 'statistics' | 'transforms' | 'encoderUrls'>,
  ): Promise<Omit<StoredLayout, 'active'>> {
    const { items, maxSampledItems } = this.#options;
    const step = Math.max(1, Math.ceil((await items.count(catalog)) / maxSampledItems));
    const tabular = createTabularEncoders(statistics);
    const kept = {
      ...(transforms === undefined ? {} : { transforms }),
      ...(encoderUrls === undefined ? {} : { encoderUrls }),
    };
    const parts = { stored: { layout, ...kept }, tabular };
    const means = new BlockMeansBuilder();
    const spreads = new SpreadMeasurement(layout);
    let seen = 0;
    for await (const batch of items.stream(catalog, BATCH_SIZE)) {
      for (const item of batch) spreads.add(item, modalitiesOfItem(item, parts));
      const sampled = batch.filter((_, index) => (seen + index) % step === 0);
      seen += batch.length;
      for (const { item, blocks } of await this.#loadItems(catalog, idsOf(sampled), parts))
        means.add(item.section, blocks);
    }
    const measured = await spreads.measure(async (itemIds) => {
      const loaded = await this.#loadItems(catalog, itemIds, parts);
      return new Map(loaded.map(({ item, blocks }) => [item.id, blocks]));
    });
    const fitted = { ...statistics, spreads: measured };
    const texts = await this.#options.texts.measure(catalog, { layout, statistics: fitted, ...kept });
    return { layout, statistics: { ...fitted, ...texts }, means: means.build(), ...kept };
  }

  async #loadItems(
    catalog: string,
    itemIds: readonly string[],
    parts: { readonly stored: TransformingLayout; readonly tabular: readonly TabularEncoder[] },
  ) {
    if (itemIds.length === 0) return [];
    const sources = await loadSources(this.#options, catalog, itemIds);
    const encoders = new Map(modelBlocksIn(parts.stored).map(({ modality, encoderId }) => [modality, encoderId]));
    const blocks = await loadBlocks(this.#options.blocks, sources.values(), { encoders });
    return mapInTurns([...sources.values()], transformWork(parts.stored.transforms), ({ item }) => ({
      item,
      blocks: allBlocks(item, blocks.get(item.id) ?? new Map(), parts),
    }));
  }
}

/** What the item truly has, as far as can be told without its blocks. */
function modalitiesOfItem(
  item: Item,
  { stored, tabular }: { readonly stored: TransformingLayout; readonly tabular: readonly TabularEncoder[] },
): string[] {
  const hasPhoto = item.images.some(({ contentHash }) => contentHash !== undefined);
  const hasClip = item.audio.some(({ contentHash }) => contentHash !== undefined);
  const fromModels = modelBlocksIn(stored)
    .map(({ modality }) => modality)
    .filter((modality) => (modality !== 'image' || hasPhoto) && (modality !== 'audio' || hasClip));
  const fromValues = tabular.filter((encoder) => encoder.inputOf(item) !== undefined);
  return [...fromModels, ...fromValues.map(({ modality }) => modality)];
}

function idsOf(items: readonly Item[]): string[] {
  return items.map(({ id }) => id);
}
