import { facetsOf, type Item } from '@kindred/catalog';
import {
  createTabularEncoders,
  fuse,
  transformBlock,
  transformWork,
  type LayoutBlock,
  type StoredLayout,
  type TabularEncoder,
  type TransformingLayout,
} from '@kindred/fusion';
import type { CollectionSpec, VectorPoint } from '@kindred/vector-store';
import { collectionName } from './collection-name.ts';
import type { ProjectionTarget } from './item-projection.ts';

/** Price, brand and section; they are computed when a point is built, the others come from the block store. */
const TABULAR = new Set(['price', 'brand', 'section']);

/** The blocks that models make, in the layout's order. */
export function modelBlocksIn({ layout }: Pick<StoredLayout, 'layout'>): LayoutBlock[] {
  return layout.blocks.filter(({ modality }) => !TABULAR.has(modality));
}

/** The blocks as encoders make them, before any transform. */
export function encoderBlocksOf(stored: Pick<StoredLayout, 'layout' | 'transforms'>): LayoutBlock[] {
  return modelBlocksIn(stored).map(({ modality, dimension, encoderId }) => ({
    modality,
    dimension: stored.transforms?.get(modality)?.inputDimension ?? dimension,
    encoderId,
  }));
}

/** How items of the catalog become points under that layout. */
export function createProjectionTarget(catalog: string, stored: Omit<StoredLayout, 'active'>): ProjectionTarget {
  const { layout, means, statistics } = stored;
  const tabular = createTabularEncoders(statistics);
  const hasAudio = layout.blocks.some(({ modality }) => modality === 'audio');
  return {
    collection: collectionName(catalog, layout.hash),
    storedEncoders: new Map(modelBlocksIn(stored).map(({ modality, encoderId }) => [modality, encoderId])),
    pointWork: transformWork(stored.transforms),
    isIncomplete: (item) =>
      item.images.every(({ contentHash }) => contentHash === undefined) ||
      (hasAudio && item.audio.every(({ contentHash }) => contentHash === undefined)) ||
      tabular.some((encoder) => encoder.inputOf(item) === undefined),
    buildPoint: (item, blocks): VectorPoint => {
      const own = allBlocks(item, blocks, { stored, tabular });
      const { vector, imputed } = fuse(layout, own, means, item.section);
      return { itemId: item.id, vector, imputed, facets: facetsOf(item) };
    },
  };
}

/** Modality → block as the layout has it, of all modalities that the item has. `storedBlocks` are as the encoders made them. */
export function allBlocks(
  item: Item,
  storedBlocks: ReadonlyMap<string, Float32Array>,
  { stored, tabular }: { readonly stored: TransformingLayout; readonly tabular: readonly TabularEncoder[] },
): Map<string, Float32Array> {
  const blocks = new Map<string, Float32Array>();
  for (const [modality, block] of storedBlocks) blocks.set(modality, transformBlock(stored, modality, block));
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
      ...(TABULAR.has(modality) ? { repeats: true } : {}),
    })),
  };
}
