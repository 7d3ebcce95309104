import { facetsOf, type Item } from '@kindred/catalog';
import { makeItem } from '@kindred/catalog/testing';
import { encoderId, type PixelImage } from '@kindred/embedding-model';
import { HashImageEmbeddingModel, HashTextEmbeddingModel, paintedImage } from '@kindred/embedding-model/testing';
import { buildBlockMeans, createLayout, createTabularEncoders, fuse } from '@kindred/fusion';
import { InMemoryVectorStore } from '@kindred/vector-store';
import type { ActiveCollection } from '../src/active-collections.ts';
import { SimilaritySearch } from '../src/similarity-search.ts';

const euros = (amount: number) => ({ amount, currency: 'EUR' });
const statistics = {
  logPriceRanges: { EUR: { low: 0, high: Math.log(1000) } },
  spreads: { text: 0.5, price: 0.25 },
  itemCount: 8,
};

/** Eight items; each with a photo by its number, except where the photo is left out. */
export const toyItems: readonly Item[] = [
  makeItem({
    id: 'boots-red',
    title: 'red leather boots',
    brand: 'Acme',
    price: euros(100),
    section: ['Women', 'Shoes'],
  }),
  makeItem({
    id: 'boots-blue',
    title: 'blue leather boots',
    brand: 'ACME Inc.',
    price: euros(110),
    section: ['Women', 'Shoes'],
  }),
  makeItem({ id: 'sandals', title: 'summer sandals', brand: 'Sole', price: euros(40), section: ['Women', 'Shoes'] }),
  makeItem({ id: 'hat', title: 'felt hat', brand: 'Acme', price: euros(35), section: ['Women', 'Hats'] }),
  makeItem({ id: 'drill', title: 'cordless drill', brand: 'Bohr', price: euros(105), section: ['Garden', 'Tools'] }),
  makeItem({ id: 'spade', title: 'steel spade', price: euros(30), section: ['Garden', 'Tools'] }),
  makeItem({ id: 'leaflet', title: 'garden leaflet', price: euros(0), section: ['Garden'] }),
  makeItem({ id: '007', title: 'leather gloves', brand: 'Sole', section: ['Women', 'Gloves'] }),
];

const withoutPhoto = new Set(['leaflet', '007']);

export function toyPhoto(itemId: string): PixelImage {
  return paintedImage({ width: 32, height: 32 }, toyItems.findIndex(({ id }) => id === itemId) + 1);
}

/** A search over {@link toyItems} in an exact store, through real encoders, layout and means. */
export async function openToyCatalog() {
  const store = new InMemoryVectorStore();
  const models = { text: new HashTextEmbeddingModel(), image: new HashImageEmbeddingModel() };
  const tabular = createTabularEncoders(statistics);
  const layout = createLayout([
    { modality: 'image', dimension: models.image.spec.dimension, encoderId: encoderId(models.image.spec) },
    { modality: 'text', dimension: models.text.spec.dimension, encoderId: encoderId(models.text.spec) },
    ...tabular.map(({ modality, dimension, encoderId: id }) => ({ modality, dimension, encoderId: id })),
  ]);
  const encoded = await Promise.all(
    toyItems.map(async (item) => {
      const blocks = new Map<string, Float32Array>();
      if (!withoutPhoto.has(item.id)) blocks.set('image', (await models.image.embedImages([toyPhoto(item.id)])).data);
      blocks.set('text', (await models.text.embedDocuments([item.title])).data);
      for (const encoder of tabular) {
        const block = encoder.encode(item);
        if (block !== undefined) blocks.set(encoder.modality, block);
      }
      return { item, section: item.section, blocks };
    }),
  );
  const means = buildBlockMeans(encoded);
  const active: ActiveCollection = { stored: { layout, statistics }, collection: `toys.${layout.hash}` };
  await store.ensureCollection({ name: active.collection, blocks: layout.blocks });
  await store.upsert(
    active.collection,
    encoded.map(({ item, section, blocks }) => ({
      itemId: item.id,
      ...fuse(layout, blocks, means, section),
      facets: facetsOf(item),
    })),
  );
  const layouts = { findActive: async (catalog: string) => (catalog === 'toys' ? active : undefined) };
  return { store, models, layout, active, search: new SimilaritySearch({ store, models, layouts }) };
}
