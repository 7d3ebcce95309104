import { TABULAR_MODALITIES } from './projection-target.ts';
import type { EmbeddingLayout, LayoutBlock } from '@kindred/fusion';

/** The blocks of a layout that models make, in its order. */
export function modelBlocksOf(layout: EmbeddingLayout): LayoutBlock[] {
  return layout.blocks.filter(({ modality }) => !TABULAR_MODALITIES.has(modality));
}
