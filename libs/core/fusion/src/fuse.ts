import type { SectionPath } from '@kindred/catalog';
import { findBlockMean } from './block-means.ts';
import { joinBlocks } from './create-layout.ts';
import type { BlockMeans, EmbeddingLayout } from './embedding-layout.ts';

export interface FusedEmbedding {
  /** [layoutDimension], unweighted. */
  readonly vector: Float32Array;
  /** Modalities that the item lacks, in the layout's order. */
  readonly imputed: readonly string[];
}

/**
 * The item's blocks, concatenated in the layout's order. A missing block becomes the un-normalised mean of the item's
 * section (else its nearest ancestor, the catalog, at last zeros): a dot product with that mean is the mean similarity to
 * the section's items, so an incomplete item is ranked neither above nor below what is to be expected of it.
 * @throws BlockMismatchError for a modality outside the layout, or a wrong dimension
 */
export function fuse(
  layout: EmbeddingLayout,
  blocks: ReadonlyMap<string, Float32Array>,
  means: BlockMeans,
  section: SectionPath,
): FusedEmbedding {
  const filled = new Map(blocks);
  const imputed: string[] = [];
  for (const { modality } of layout.blocks) {
    if (blocks.has(modality)) continue;
    imputed.push(modality);
    const mean = findBlockMean(means, modality, section);
    if (mean !== undefined) filled.set(modality, mean);
  }
  return { vector: joinBlocks(layout, filled), imputed };
}
