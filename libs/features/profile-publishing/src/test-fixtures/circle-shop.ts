import { facetsOf, type Item, type Weights } from '@kindred/catalog';
import { makeItem } from '@kindred/catalog/testing';
import { HashImageEmbeddingModel, HashTextEmbeddingModel } from '@kindred/embedding-model/testing';
import { createLayout } from '@kindred/fusion';
import { SimilaritySearch } from '@kindred/retrieval';
import { InMemoryVectorStore } from '@kindred/vector-store';

export const SHOP = 'shop';
export const LOOK: Weights = { look: 1 };
export const FEEL: Weights = { feel: 1 };

export interface CircleItem extends Partial<Item> {
  readonly id: string;
  /** Degrees on a circle: two items look the more alike the nearer their angles are. */
  readonly look: number;
  /** The same for how they feel; left out, the item lacks the modality. */
  readonly feel?: number;
}

/** A shop whose items have two modalities of two dimensions each, so that every ranking can be worked out by hand. */
export async function openCircleShop(entries: readonly CircleItem[]) {
  const store = new InMemoryVectorStore();
  const layout = createLayout([
    { modality: 'look', dimension: 2, encoderId: 'look' },
    { modality: 'feel', dimension: 2, encoderId: 'feel' },
  ]);
  await store.ensureCollection({ name: SHOP, blocks: layout.blocks });
  const items = new Map(entries.map(({ look: _look, feel: _feel, ...item }) => [item.id, makeItem(item)]));
  await store.upsert(
    SHOP,
    entries.map(({ id, look, feel }) => ({
      itemId: id,
      vector: Float32Array.of(...onCircle(look), ...(feel === undefined ? [0, 0] : onCircle(feel))),
      imputed: feel === undefined ? ['feel'] : [],
      facets: facetsOf(items.get(id) ?? makeItem({ id })),
    })),
  );
  const active = {
    stored: { layout, statistics: { logPriceRanges: {}, spreads: {}, itemCount: 0 } },
    collection: SHOP,
  };
  const search = new SimilaritySearch({
    store,
    models: { text: new HashTextEmbeddingModel(8), image: new HashImageEmbeddingModel(8) },
    layouts: { findActive: async () => active },
  });
  return {
    search,
    store,
    items: {
      findMany: async (_catalog: string, ids: readonly string[]) =>
        new Map(ids.flatMap((id) => (items.has(id) ? [[id, items.get(id) as Item] as const] : []))),
      count: async () => items.size,
    },
  };
}

function onCircle(degrees: number): [number, number] {
  const radians = (degrees * Math.PI) / 180;
  return [Math.cos(radians), Math.sin(radians)];
}
