import type { EncodedBlock, ItemBlockReference } from './block-store.ts';
import type { Item, ItemImage } from './item.ts';

/** One committed change that the vector store has yet to see. Applying it twice does no harm. */
export interface OutboxEntry {
  /** Rising; a later entry of the same item supersedes an earlier one. */
  readonly sequence: bigint;
  readonly itemId: string;
  readonly operation: 'upsert' | 'delete';
}

/** What is committed together: items, their new blocks and references, and the outbox rows for the vector store. */
export interface ItemWrite {
  readonly items: readonly Item[];
  readonly blocks: readonly EncodedBlock[];
  readonly references: readonly ItemBlockReference[];
}

/** Stored items whose inputs were encoded afterwards. */
export interface EncodingWrite {
  readonly encodings: readonly ItemEncoding[];
  readonly blocks: readonly EncodedBlock[];
}

export interface ItemEncoding {
  /** As it was read before encoding. */
  readonly item: Item;
  /** What its photos came to; the same as the item's where photos were not looked at. */
  readonly images: readonly ItemImage[];
  /** Modalities that were encoded; references of others stay. */
  readonly modalities: readonly string[];
  /** Of those modalities; none where the item has no input that can be encoded. */
  readonly references: readonly ItemBlockReference[];
}

/** The only way by which items change (DESIGN §7): PostgreSQL first, the vector store by the outbox. */
export interface ItemWriter {
  /** One transaction. Keeps an existing item's `createdAt` unless the write names another. */
  upsert(catalog: string, write: ItemWrite): Promise<OutboxEntry[]>;
  /** Returns entries only for items that existed. */
  delete(catalog: string, itemIds: readonly string[]): Promise<OutboxEntry[]>;
  /**
   * One transaction. An item that was given other values or deleted since it was read is left out: whoever did so sees to its
   * blocks. Encodings of different modalities don't disturb each other.
   */
  saveEncodings(catalog: string, write: EncodingWrite): Promise<OutboxEntry[]>;
  /** Oldest first; what was committed and not yet acknowledged. */
  pendingOutbox(catalog: string, limit: number): Promise<OutboxEntry[]>;
  acknowledge(catalog: string, sequences: readonly bigint[]): Promise<void>;
}
