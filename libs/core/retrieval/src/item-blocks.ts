import type { ItemFacets } from '@kindred/catalog';
import { splitBlocks, type EmbeddingLayout } from '@kindred/fusion';
import type { VectorPoint } from '@kindred/vector-store';

/** What the vector store knows of an item, taken apart. */
export interface ItemBlocks {
  /** Modality → unit block, only those that the item truly has. */
  readonly blocks: ReadonlyMap<string, Float32Array>;
  /** The other modalities of the layout: filled with means, and not to be taken for the item's own. */
  readonly imputed: readonly string[];
  readonly facets: ItemFacets;
}

/** The blocks that the item truly has: views of the point's vector. */
export function ownBlocks(
  layout: EmbeddingLayout,
  { vector, imputed }: Pick<VectorPoint, 'vector' | 'imputed'>,
): ReadonlyMap<string, Float32Array> {
  return new Map([...splitBlocks(layout, vector)].filter(([modality]) => !imputed.includes(modality)));
}
