import { createHash } from 'node:crypto';
import type { EmbeddingLayout, LayoutBlock } from './embedding-layout.ts';
import { BlockMismatchError, InvalidLayoutError } from './errors.ts';

/** A layout of these blocks, in this order. @throws InvalidLayoutError for no blocks, a modality twice, a wrong dimension */
export function createLayout(blocks: readonly LayoutBlock[]): EmbeddingLayout {
  if (blocks.length === 0) throw new InvalidLayoutError('it has no blocks');
  const seen = new Set<string>();
  for (const { modality, dimension, encoderId } of blocks) {
    if (modality === '' || encoderId === '') throw new InvalidLayoutError('a block has no modality or no encoder id');
    if (seen.has(modality)) throw new InvalidLayoutError(`the modality '${modality}' is there twice`);
    if (!Number.isInteger(dimension) || dimension < 1)
      throw new InvalidLayoutError(`the block '${modality}' has the dimension ${String(dimension)}`);
    seen.add(modality);
  }
  const identity = blocks.map(({ modality, dimension, encoderId, transformId }) => [
    modality,
    dimension,
    encoderId,
    ...(transformId === undefined ? [] : [transformId]),
  ]);
  return {
    blocks: blocks.map(({ modality, dimension, encoderId, transformId }) => ({
      modality,
      dimension,
      encoderId,
      ...(transformId === undefined ? {} : { transformId }),
    })),
    hash: createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 16),
  };
}

/** Length of a fused embedding. */
export function layoutDimension(layout: EmbeddingLayout): number {
  return layout.blocks.reduce((sum, { dimension }) => sum + dimension, 0);
}

/** Where one modality's block lies in a fused embedding. */
export interface BlockSpan extends LayoutBlock {
  /** Index of its first value. */
  readonly offset: number;
}

/** The blocks in the layout's order, each behind the one before. */
export function blockSpans(layout: EmbeddingLayout): BlockSpan[] {
  let end = 0;
  return layout.blocks.map((block) => {
    const offset = end;
    end += block.dimension;
    return { ...block, offset };
  });
}

export function modalitiesOf(layout: EmbeddingLayout): string[] {
  return layout.blocks.map(({ modality }) => modality);
}

/** The blocks of a fused embedding by modality: views, not copies. `vector` is [layoutDimension]. */
export function splitBlocks(layout: EmbeddingLayout, vector: Float32Array): Map<string, Float32Array> {
  return new Map(
    blockSpans(layout).map(({ modality, offset, dimension }) => [
      modality,
      vector.subarray(offset, offset + dimension),
    ]),
  );
}

/**
 * The blocks in the layout's order, zeros where there is none: [layoutDimension].
 * @throws BlockMismatchError for a modality outside the layout, or a wrong dimension
 */
export function joinBlocks(layout: EmbeddingLayout, blocks: ReadonlyMap<string, Float32Array>): Float32Array {
  const vector = new Float32Array(layoutDimension(layout));
  const known = new Set(modalitiesOf(layout));
  for (const modality of blocks.keys())
    if (!known.has(modality)) throw new BlockMismatchError(modality, `is not in the layout (${[...known].join(', ')})`);
  let offset = 0;
  for (const { modality, dimension } of layout.blocks) {
    const block = blocks.get(modality);
    if (block !== undefined) {
      if (block.length !== dimension)
        throw new BlockMismatchError(
          modality,
          `has ${String(block.length)} dimensions, the layout ${String(dimension)}`,
        );
      vector.set(block, offset);
    }
    offset += dimension;
  }
  return vector;
}
