import type { BlockTransforms } from './transform/block-transform.ts';

/** One block of a layout. */
export interface LayoutBlock {
  readonly modality: string;
  readonly dimension: number;
  /** Identity of the encoder, with everything its vectors depend on. */
  readonly encoderId: string;
  /** Identity of the transform that the encoder's vectors went through; absent: they are as it made them. */
  readonly transformId?: string;
}

/**
 * Ordered list of blocks. Its hash (SHA-256 over modality, dimension, encoder and transform identity of every block, first 16 hex
 * digits) names the collection: another layout is another collection.
 */
export interface EmbeddingLayout {
  readonly blocks: readonly LayoutBlock[];
  readonly hash: string;
}

/** What was fitted on the catalog's own values when the layout was made. */
export interface LayoutStatistics {
  /** Per currency: the 1st and 99th percentile of the natural logarithm of prices above 0. */
  readonly logPriceRanges: Readonly<Record<string, { readonly low: number; readonly high: number }>>;
  /** Modality → standard deviation of its similarity over sampled pairs: see `measureSpreads`; 1 where nothing can be measured. */
  readonly spreads: Readonly<Record<string, number>>;
  /**
   * Modality → spread of its blocks' similarity with texts (`measureTextSpread`); absent where its encoder had no text tower when it was
   * measured, or nothing could be measured.
   */
  readonly textSpreads?: Readonly<Record<string, TextSpread>>;
  /** Number of items the statistics were fitted on; they are fitted anew when the catalog has doubled. */
  readonly itemCount: number;
}

/** How far the similarity of texts with another modality's blocks spreads. */
export interface TextSpread {
  /** Identity of the text tower that it was measured with; another one's texts spread differently. */
  readonly encoderId: string;
  /** Standard deviation. */
  readonly spread: number;
}

/** Un-normalised means with which missing blocks are filled, by modality and `sectionKey(path)`; key `''` is the whole catalog. */
export type BlockMeans = ReadonlyMap<string, ReadonlyMap<string, Float32Array>>;

export interface StoredLayout {
  readonly layout: EmbeddingLayout;
  readonly statistics: LayoutStatistics;
  readonly means: BlockMeans;
  /** Modality → URL of the encoder that makes its blocks, by which it is opened again; not part of the layout's identity. */
  readonly encoderUrls?: Readonly<Record<string, string>>;
  /** Those that blocks of the layout name; absent: none. */
  readonly transforms?: BlockTransforms;
  readonly active: boolean;
}

export interface LayoutRepository {
  /** The layout that queries use; there is none before the first import. */
  findActive(catalog: string): Promise<StoredLayout | undefined>;
  /** One that was saved before, active or not. */
  find(catalog: string, layoutHash: string): Promise<StoredLayout | undefined>;
  /** Inserts, or replaces statistics, means and (where given) encoder URLs of the layout with that hash. */
  save(catalog: string, stored: Omit<StoredLayout, 'active'>): Promise<void>;
  /** Makes it the one that queries use, in one transaction. @throws LayoutNotFoundError */
  activate(catalog: string, layoutHash: string): Promise<void>;
}
