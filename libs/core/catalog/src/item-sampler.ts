import type { ItemId } from './item.ts';

export interface ItemSampleQuery {
  /** 1 to 10,000. */
  readonly size: number;
  /** A whole number from 0 to 2³² - 1; the same seed gives the same sample while the catalog stays as it is. */
  readonly seed: number;
}

/** Picks items at random, stratified by section. */
export interface ItemSampler {
  /**
   * Each section gets its share of the sample, rounded up or down: a systematic sample of the catalog in the order of sections,
   * at random inside of one. All items where there are no more than `size`. Ids in the order of sections.
   */
  sample(catalog: string, query: ItemSampleQuery): Promise<ItemId[]>;
}
