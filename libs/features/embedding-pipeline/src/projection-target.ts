import { facetsOf, type Item } from '@kindred/catalog';
import { createTabularEncoders, fuse, type StoredLayout, type TabularEncoder } from '@kindred/fusion';
import type { CollectionSpec, VectorPoint } from '@kindred/vector-store';
import { collectionName } from './collection-name.ts';
import type { ProjectionTarget } from './item-projection.ts';

/** Price, brand and section; they are computed when a point is built, the others come from the block store. */
export const TABULAR_MODALITIES: ReadonlySet<string> = new Set(['price', 'brand', 'section']);

/** How items of the catalog become points under that layout. */
export function createProjectionTarget(catalog: string, stored: Omit<StoredLayout, 'active'>): ProjectionTarget {
  const { layout, means, statistics } = stored;
  const tabular = createTabularEncoders(statistics);
  const storedBlocks = layout.blocks.filter(({ modality }) => !TABULAR_MODALITIES.has(modality));
  return {
    collection: collectionName(catalog, layout.hash),
    storedEncoders: new Map(storedBlocks.map(({ modality, encoderId }) => [modality, encoderId])),
    isIncomplete: (item) =>
      item.images.every(({ contentHash }) => contentHash === undefined) ||
      tabular.some((encoder) => encoder.inputOf(item) === undefined),
    buildPoint: (item, blocks): VectorPoint => {
      const own = allBlocks(item, blocks, tabular);
      const { vector, imputed } = fuse(layout, own, means, item.section);
      return { itemId: item.id, vector, imputed, facets: facetsOf(item) };
    },
  };
}

/** Modality → block, of all modalities that the item has. */
export function allBlocks(
  item: Item,
  storedBlocks: ReadonlyMap<string, Float32Array>,
  tabular: readonly TabularEncoder[],
): Map<string, Float32Array> {
  const blocks = new Map(storedBlocks);
  for (const encoder of tabular) {
    const block = encoder.encode(item);
    if (block !== undefined) blocks.set(encoder.modality, block);
  }
  return blocks;
}

export function collectionSpecOf(catalog: string, { layout }: Pick<StoredLayout, 'layout'>): CollectionSpec {
  return {
    name: collectionName(catalog, layout.hash),
    blocks: layout.blocks.map(({ modality, dimension }) => ({
      modality,
      dimension,
      ...(TABULAR_MODALITIES.has(modality) ? { repeats: true } : {}),
    })),
  };
}
