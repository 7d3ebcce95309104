import type { BlockStore, EncodedBlock, ItemBlockReference } from '@kindred/catalog';
import type { InMemoryTables } from './in-memory-tables.ts';

/** Blocks in a map; hands out copies, as a database does. */
export class InMemoryBlockStore implements BlockStore {
  readonly #tables: InMemoryTables;

  constructor(tables: InMemoryTables) {
    this.#tables = tables;
  }

  async findBlocks(encoderId: string, inputHashes: readonly string[]): Promise<Map<string, Float32Array>> {
    const stored = this.#tables.blocksOf(encoderId);
    const found = new Map<string, Float32Array>();
    for (const hash of inputHashes) {
      const vector = stored.get(hash);
      if (vector !== undefined) found.set(hash, vector.slice());
    }
    return found;
  }

  async saveBlocks(blocks: readonly EncodedBlock[]): Promise<void> {
    for (const { encoderId, inputHash, vector } of blocks)
      this.#tables.blocksOf(encoderId).set(inputHash, vector.slice());
  }

  async findReferences(catalog: string, itemIds: readonly string[]): Promise<ItemBlockReference[]> {
    const references = this.#tables.referencesOf(catalog);
    return itemIds.flatMap((itemId) => references.get(itemId) ?? []);
  }
}
