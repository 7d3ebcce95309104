import { BlockMismatchError, type EmbeddingLayout } from '@kindred/fusion';
import { lengthOf, normalizeInPlace, weightedSum, type WeightedVector } from '@kindred/vector-math';

/** The blocks that one source truly has (none imputed), and how much it counts. */
export interface SourceBlocks {
  readonly blocks: ReadonlyMap<string, Float32Array>;
  readonly weight: number;
}

export interface MixedBlocks {
  /** Unit blocks of the modalities that some source has. */
  readonly blocks: ReadonlyMap<string, Float32Array>;
  /** Modalities that sources have, but whose sum has no direction: "like A, unlike A". */
  readonly cancelled: readonly string[];
}

/** Below this share of the sources' weights what is left of the sum is rounding. */
const MIN_RELATIVE_LENGTH = 1e-5;

/**
 * Per modality the normalised Σ weight · block over the sources that have it: like [1, 0], unlike [0, 1] → [0.707, -0.707].
 * @throws BlockMismatchError for a modality outside the layout, or a wrong dimension
 */
export function mixBlocks(layout: EmbeddingLayout, sources: readonly SourceBlocks[]): MixedBlocks {
  const parts = new Map<string, WeightedVector[]>();
  for (const { blocks, weight } of sources)
    for (const [modality, vector] of blocks) {
      assertFits(layout, modality, vector);
      parts.set(modality, [...(parts.get(modality) ?? []), { vector, weight }]);
    }
  const mixed = new Map<string, Float32Array>();
  const cancelled: string[] = [];
  for (const { modality } of layout.blocks) {
    const ofModality = parts.get(modality);
    if (ofModality === undefined) continue;
    const sum = weightedSum(ofModality);
    const possible = ofModality.reduce((total, { vector, weight }) => total + Math.abs(weight) * lengthOf(vector), 0);
    if (lengthOf(sum) <= MIN_RELATIVE_LENGTH * possible) cancelled.push(modality);
    else mixed.set(modality, normalizeInPlace(sum));
  }
  return { blocks: mixed, cancelled };
}

function assertFits(layout: EmbeddingLayout, modality: string, vector: Float32Array): void {
  const block = layout.blocks.find((candidate) => candidate.modality === modality);
  if (block === undefined) throw new BlockMismatchError(modality, 'is not in the layout of the catalog');
  if (block.dimension !== vector.length)
    throw new BlockMismatchError(
      modality,
      `has ${String(vector.length)} dimensions, the layout ${String(block.dimension)}`,
    );
}
