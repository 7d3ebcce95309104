import type { Item, ItemId } from '@kindred/catalog';
import type { BrandMix } from './brand-mix.ts';
import type { PriceMix } from './price-mix.ts';

/** A result on one side of a comparison. */
export interface RankedItem {
  readonly itemId: ItemId;
  readonly score: number;
}

/** What a source item leads to with the weights that are live, and with the draft's. */
export interface SourceComparison {
  readonly sourceId: ItemId;
  /** Best first; empty where nothing can be compared under those weights. */
  readonly live: readonly RankedItem[];
  readonly draft: readonly RankedItem[];
  /** Rank-biased overlap, 0 to 1. */
  readonly rankOverlap: number;
  /** How many of the results are others. */
  readonly changed: number;
}

/** An item that comes into, or drops out of, the results of some sources. */
export interface MovedItem {
  readonly itemId: ItemId;
  /** In the order of the sample. */
  readonly sourceIds: readonly ItemId[];
}

export interface MovedItems {
  readonly total: number;
  /** Those of the most sources, ties by id. */
  readonly top: readonly MovedItem[];
}

export interface Coverage {
  /** Different items among the results. */
  readonly items: number;
  /** Of all items of the catalog. */
  readonly share: number;
}

export interface PreviewReport {
  /** How many sources were compared. */
  readonly sources: number;
  /** Of the sample, but gone or not searchable yet. */
  readonly skippedIds: readonly ItemId[];
  /** Of all results the share that is others than before, in any order. */
  readonly changedShare: number;
  /** Share of the sources whose results, or their order, change at all. */
  readonly changedSourceShare: number;
  /** Mean rank-biased overlap of the sources. */
  readonly rankOverlap: number;
  readonly persistence: number;
  readonly newItems: MovedItems;
  readonly lostItems: MovedItems;
  readonly prices: readonly PriceMix[];
  readonly brands: BrandMix;
  readonly liveCoverage: Coverage;
  readonly draftCoverage: Coverage;
  /** The sources that change most: least overlap first, ties in the order of the sample. */
  readonly examples: readonly SourceComparison[];
  /** Whatever the report names and still exists. */
  readonly items: ReadonlyMap<ItemId, Item>;
}
