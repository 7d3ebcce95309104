import { facetsOf, type Item } from '@kindred/catalog';
import { makeItem } from '@kindred/catalog/testing';
import { encoderId, type PixelImage } from '@kindred/embedding-model';
import { HashImageEmbeddingModel, HashTextEmbeddingModel, paintedImage } from '@kindred/embedding-model/testing';
import {
  buildBlockMeans,
  createLayout,
  createTabularEncoders,
  fitBlockTransform,
  fuse,
  transformBlock,
  transformedBlocks,
  type BlockTransform,
  type LayoutBlock,
  type TransformMethod,
} from '@kindred/fusion';
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

export interface ToyOptions {
  /** Modality → transform that its blocks go through, fitted on the toys. */
  readonly methods?: Readonly<Record<string, TransformMethod>>;
}

/** A search over {@link toyItems} in an exact store, through real encoders, layout and means. */
export async function openToyCatalog({ methods = {} }: ToyOptions = {}) {
  const store = new InMemoryVectorStore();
  const models = { text: new HashTextEmbeddingModel(), image: new HashImageEmbeddingModel() };
  const tabular = createTabularEncoders(statistics);
  const modelBlocks = [
    { modality: 'image', dimension: models.image.spec.dimension, encoderId: encoderId(models.image.spec) },
    { modality: 'text', dimension: models.text.spec.dimension, encoderId: encoderId(models.text.spec) },
  ];
  const made = await Promise.all(
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
  const fitted = transformedBlocks(modelBlocks, await fitTransforms(modelBlocks, made, methods));
  const layout = createLayout([
    ...fitted.blocks,
    ...tabular.map(({ modality, dimension, encoderId: id }) => ({ modality, dimension, encoderId: id })),
  ]);
  const stored = { layout, statistics, transforms: fitted.transforms };
  const encoded = made.map((toy) => ({
    ...toy,
    blocks: new Map([...toy.blocks].map(([modality, block]) => [modality, transformBlock(stored, modality, block)])),
  }));
  const means = buildBlockMeans(encoded);
  const active: ActiveCollection = { stored, collection: `toys.${layout.hash}` };
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

async function fitTransforms(
  modelBlocks: readonly LayoutBlock[],
  made: readonly { readonly blocks: ReadonlyMap<string, Float32Array> }[],
  methods: Readonly<Record<string, TransformMethod>>,
): Promise<Map<string, BlockTransform>> {
  const transforms = new Map<string, BlockTransform>();
  for (const { modality, encoderId: id } of modelBlocks) {
    const method = methods[modality];
    if (method === undefined) continue;
    const vectors = made.flatMap(({ blocks }) => blocks.get(modality) ?? []);
    transforms.set(modality, (await fitBlockTransform(vectors, { encoderId: id, method, seed: 1 })).transform);
  }
  return transforms;
}
