import { isDeepStrictEqual } from 'node:util';
import {
  hasSameValues,
  type EncodingWrite,
  type ItemBlockReference,
  type ItemWrite,
  type ItemWriter,
  type OutboxEntry,
} from '@kindred/catalog';
import type { InMemoryTables } from './in-memory-tables.ts';

/** Writes all or nothing: refuses a reference whose block is neither stored nor part of the write, as foreign keys do. */
export class InMemoryItemWriter implements ItemWriter {
  readonly #tables: InMemoryTables;

  constructor(tables: InMemoryTables) {
    this.#tables = tables;
  }

  async upsert(catalog: string, { items, blocks, references }: ItemWrite): Promise<OutboxEntry[]> {
    this.#saveBlocks(blocks, references);
    for (const item of items) {
      this.#tables.itemsOf(catalog).set(item.id, structuredClone(item));
      const own = references.filter(({ itemId }) => itemId === item.id);
      this.#tables.referencesOf(catalog).set(item.id, structuredClone(own));
    }
    return this.#enqueue(
      catalog,
      items.map(({ id }) => id),
      'upsert',
    );
  }

  async saveEncodings(catalog: string, { encodings, blocks }: EncodingWrite): Promise<OutboxEntry[]> {
    const items = this.#tables.itemsOf(catalog);
    const current = encodings.filter(({ item }) => {
      const now = items.get(item.id);
      return now !== undefined && hasSameValues(now, item);
    });
    this.#saveBlocks(
      blocks,
      current.flatMap(({ references }) => references),
    );
    for (const { item, images, modalities, references } of current) {
      const now = items.get(item.id) ?? item;
      // Another modality's encoding doesn't undo what was found out about photos.
      if (!isDeepStrictEqual(images, item.images)) items.set(item.id, structuredClone({ ...now, images }));
      const others = this.#tables.referencesOf(catalog).get(item.id) ?? [];
      const kept = others.filter(({ modality }) => !modalities.includes(modality));
      this.#tables.referencesOf(catalog).set(item.id, structuredClone([...kept, ...references]));
    }
    return this.#enqueue(
      catalog,
      current.map(({ item }) => item.id),
      'upsert',
    );
  }

  async delete(catalog: string, itemIds: readonly string[]): Promise<OutboxEntry[]> {
    const existing = [...new Set(itemIds)].filter((id) => this.#tables.itemsOf(catalog).delete(id));
    for (const id of existing) this.#tables.referencesOf(catalog).delete(id);
    return this.#enqueue(catalog, existing, 'delete');
  }

  async pendingOutbox(catalog: string, limit: number): Promise<OutboxEntry[]> {
    return this.#tables.outboxOf(catalog).slice(0, limit);
  }

  async acknowledge(catalog: string, sequences: readonly bigint[]): Promise<void> {
    const gone = new Set(sequences);
    const outbox = this.#tables.outboxOf(catalog);
    outbox.splice(0, outbox.length, ...outbox.filter(({ sequence }) => !gone.has(sequence)));
  }

  #saveBlocks(blocks: ItemWrite['blocks'], references: readonly ItemBlockReference[]): void {
    const written = new Set(blocks.map(({ encoderId, inputHash }) => `${encoderId}\n${inputHash}`));
    for (const { encoderId, inputHashes, itemId } of references)
      for (const hash of inputHashes)
        if (!written.has(`${encoderId}\n${hash}`) && !this.#tables.blocksOf(encoderId).has(hash))
          throw new Error(`Item '${itemId}' refers to the block ${hash} of ${encoderId}, which is not stored.`);
    for (const { encoderId, inputHash, vector } of blocks)
      this.#tables.blocksOf(encoderId).set(inputHash, vector.slice());
  }

  #enqueue(catalog: string, itemIds: readonly string[], operation: OutboxEntry['operation']): OutboxEntry[] {
    const entries = itemIds.map((itemId) => ({ sequence: ++this.#tables.lastSequence, itemId, operation }));
    this.#tables.outboxOf(catalog).push(...entries);
    return entries;
  }
}
