import {
  compareCodePoints,
  type BlockStore,
  type EncodedBlock,
  type ItemBlockReference,
  type UnencodedQuery,
} from '@kindred/catalog';
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

  async findUnencoded(catalog: string, { modality, encoderId, after, limit }: UnencodedQuery): Promise<string[]> {
    const found = [...this.#tables.referencesOf(catalog).values()]
      .flat()
      .filter((reference) => reference.modality === modality && !this.#isEncoded(reference, encoderId))
      .map(({ itemId }) => itemId)
      .filter((itemId) => after === undefined || compareCodePoints(itemId, after) > 0);
    return found.sort(compareCodePoints).slice(0, limit);
  }

  async adoptEncoder(catalog: string, modality: string, encoderId: string): Promise<number> {
    let adopted = 0;
    for (const [itemId, references] of this.#tables.referencesOf(catalog)) {
      const adopts = (reference: ItemBlockReference): boolean =>
        reference.modality === modality && reference.encoderId !== encoderId && this.#isEncoded(reference, encoderId);
      adopted += references.filter(adopts).length;
      const changed = references.map((reference) => (adopts(reference) ? { ...reference, encoderId } : reference));
      this.#tables.referencesOf(catalog).set(itemId, changed);
    }
    return adopted;
  }

  #isEncoded({ inputHashes }: ItemBlockReference, encoderId: string): boolean {
    return inputHashes.every((hash) => this.#tables.blocksOf(encoderId).has(hash));
  }
}
