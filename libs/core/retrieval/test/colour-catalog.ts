import { encoderId, type ImageEmbeddingModel, type PixelImage } from '@kindred/embedding-model';
import { ColourPairImageModel, HashTextEmbeddingModel } from '@kindred/embedding-model/testing';
import { buildBlockMeans, createLayout, fuse, type LayoutStatistics } from '@kindred/fusion';
import { InMemoryVectorStore } from '@kindred/vector-store';
import { SimilaritySearch, type SimilaritySearchOptions } from '../src/similarity-search.ts';

const COLOURS = {
  'item-red': [225, 25, 25],
  'item-crimson': [190, 30, 50],
  'item-green': [25, 180, 50],
  'item-blue': [25, 50, 225],
} as const;

/** All of one colour, 32 × 32. */
export function plainPhoto([red, green, blue]: readonly [number, number, number]): PixelImage {
  const data = new Uint8Array(32 * 32 * 3);
  for (let at = 0; at < data.length; at += 3) data.set([red, green, blue], at);
  return { width: 32, height: 32, data };
}

export interface ColourCatalogOptions {
  /** Encodes queries; default: the pair that made the catalog's photos. */
  readonly image?: ImageEmbeddingModel;
  readonly statistics?: Partial<LayoutStatistics>;
  readonly textTowers?: SimilaritySearchOptions['textTowers'];
}

/** Items in an exact store whose photos have colours of which their titles, all alike, say nothing; `item-bare` has no photo. */
export async function openColourCatalog({
  image = new ColourPairImageModel(),
  statistics,
  textTowers = {},
}: ColourCatalogOptions = {}) {
  const store = new InMemoryVectorStore();
  const text = new HashTextEmbeddingModel();
  const encoder = new ColourPairImageModel();
  const layout = createLayout([
    { modality: 'image', dimension: encoder.spec.dimension, encoderId: encoderId(encoder.spec) },
    { modality: 'text', dimension: text.spec.dimension, encoderId: encoderId(text.spec) },
  ]);
  const title = (await text.embedDocuments(['Cotton shirt'])).data;
  const photos = await Promise.all(
    Object.entries(COLOURS).map(async ([id, colour]) => ({
      id,
      blocks: new Map([
        ['image', (await encoder.embedImages([plainPhoto(colour)])).data],
        ['text', title],
      ]),
    })),
  );
  const items = [...photos, { id: 'item-bare', blocks: new Map([['text', title]]) }].map((item) => ({
    ...item,
    section: [],
  }));
  const means = buildBlockMeans(items);
  const active = {
    stored: {
      layout,
      statistics: { logPriceRanges: {}, spreads: { image: 0.2, text: 0.1 }, itemCount: 5, ...statistics },
    },
    collection: 'colours',
  };
  await store.ensureCollection({ name: active.collection, blocks: layout.blocks });
  const facets = { section: [], available: true, attributes: {}, createdAt: new Date(0) };
  await store.upsert(
    active.collection,
    items.map(({ id, blocks, section }) => ({ itemId: id, ...fuse(layout, blocks, means, section), facets })),
  );
  const layouts = { findActive: async () => active };
  const search = new SimilaritySearch({ store, models: { text, image }, layouts, textTowers });
  return { search, image };
}
