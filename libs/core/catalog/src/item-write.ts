import type { EncodedBlock, ItemBlockReference } from './block-store.ts';
import type { Item } from './item.ts';

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

/** The only way by which items change (DESIGN §7): PostgreSQL first, the vector store by the outbox. */
export interface ItemWriter {
  /** One transaction. Keeps an existing item's `createdAt` unless the write names another. */
  upsert(catalog: string, write: ItemWrite): Promise<OutboxEntry[]>;
  /** Returns entries only for items that existed. */
  delete(catalog: string, itemIds: readonly string[]): Promise<OutboxEntry[]>;
  /** Oldest first; what was committed and not yet acknowledged. */
  pendingOutbox(catalog: string, limit: number): Promise<OutboxEntry[]>;
  acknowledge(catalog: string, sequences: readonly bigint[]): Promise<void>;
}
