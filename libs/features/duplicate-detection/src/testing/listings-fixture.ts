import type { BlockStore, ItemBlockReference } from '@kindred/catalog';
import { HashImageEmbeddingModel, HashTextEmbeddingModel, paintedImage } from '@kindred/embedding-model/testing';
import { createLayout, fuse } from '@kindred/fusion';
import { SimilaritySearch } from '@kindred/retrieval';
import { mean, normalizeInPlace } from '@kindred/vector-math';
import { InMemoryVectorStore } from '@kindred/vector-store';

export const SHOP = 'shop';

/** `photos`: seeds of painted photos. A listing may lack words, as a model may have failed on them. */
export interface Listing {
  readonly id: string;
  readonly title?: string;
  readonly photos?: readonly number[];
}

/** Listings with real blocks in a real vector store, and the block store with their single photos. */
export class ListingsFixture {
  readonly #models = { text: new HashTextEmbeddingModel(64), image: new HashImageEmbeddingModel(8) };
  readonly #layout = createLayout([
    { modality: 'image', dimension: 64, encoderId: 'image' },
    { modality: 'text', dimension: 64, encoderId: 'text' },
  ]);
  readonly #store = new InMemoryVectorStore();
  readonly #vectors = new Map<string, Float32Array>();
  readonly #references: ItemBlockReference[] = [];
  readonly search = new SimilaritySearch({
    store: this.#store,
    models: this.#models,
    layouts: {
      findActive: async () => ({
        collection: SHOP,
        stored: { layout: this.#layout, statistics: { logPriceRanges: {}, spreads: {}, itemCount: 0 } },
      }),
    },
  });
  readonly blocks: Pick<BlockStore, 'findBlocks' | 'findReferences'> = {
    findBlocks: async (_encoderId, hashes) =>
      new Map(hashes.flatMap((hash): [string, Float32Array][] => this.#entryOf(hash))),
    findReferences: async (_catalog, ids) => this.#references.filter(({ itemId }) => ids.includes(itemId)),
  };

  async add(listings: readonly Listing[]): Promise<void> {
    await this.#store.ensureCollection({ name: SHOP, blocks: this.#layout.blocks });
    for (const { id, title, photos = [] } of listings) {
      const blocks = new Map<string, Float32Array>();
      if (title !== undefined) blocks.set('text', (await this.#models.text.embedDocuments([title])).data);
      const vectors = [];
      for (const seed of photos) {
        const { data } = await this.#models.image.embedImages([paintedImage(this.#models.image.spec.input, seed)]);
        this.#vectors.set(`photo ${String(seed)}`, data);
        vectors.push(data);
      }
      if (vectors.length > 0) {
        blocks.set('image', normalizeInPlace(mean(vectors)));
        const inputHashes = photos.map((seed) => `photo ${String(seed)}`);
        this.#references.push({ itemId: id, modality: 'image', encoderId: 'image', inputHashes });
      }
      const facets = { section: [], available: true, attributes: {}, createdAt: new Date(0) };
      await this.#store.upsert(SHOP, [{ itemId: id, ...fuse(this.#layout, blocks, new Map(), []), facets }]);
    }
  }

  #entryOf(hash: string): [string, Float32Array][] {
    const vector = this.#vectors.get(hash);
    return vector === undefined ? [] : [[hash, vector]];
  }
}
