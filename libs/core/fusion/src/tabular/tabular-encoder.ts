import type { Item } from '@kindred/catalog';

/** The part of an item that tabular encoders read. */
export type TabularItem = Pick<Item, 'price' | 'brand' | 'section'>;

/** A plain value → block, by arithmetic instead of a model. Deterministic. */
export interface TabularEncoder {
  readonly modality: string;
  readonly dimension: number;
  /** Names everything that its blocks depend on besides the value. */
  readonly encoderId: string;
  /** [dimension], unit length; undefined where the item lacks the modality. */
  encode(item: TabularItem): Float32Array | undefined;
  /** What the block depends on: equal inputs have equal blocks. Undefined exactly where `encode` gives undefined. */
  inputOf(item: TabularItem): string | undefined;
}
