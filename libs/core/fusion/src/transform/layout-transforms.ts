import type { LayoutBlock, StoredLayout } from '../embedding-layout.ts';
import { BlockMismatchError, InvalidLayoutError } from '../errors.ts';
import { applyTransform, type BlockTransform, type BlockTransforms } from './block-transform.ts';

/** What is needed to turn an encoder's vectors into the blocks of a layout. */
export type TransformingLayout = Pick<StoredLayout, 'layout' | 'transforms'>;

/**
 * The block that a vector of an encoder becomes under the layout: the same for items and queries. `vector` is of unit length; it is
 * given back as it is where the layout has no transform for the modality.
 *
 * @throws InvalidLayoutError if the transform that the layout names is not there, BlockMismatchError for another dimension
 */
export function transformBlock(stored: TransformingLayout, modality: string, vector: Float32Array): Float32Array {
  const transform = findTransform(stored, modality);
  if (transform === undefined) return vector;
  if (vector.length !== transform.inputDimension)
    throw new BlockMismatchError(
      modality,
      `has ${String(vector.length)} dimensions before its transform, which takes ${String(transform.inputDimension)}`,
    );
  return applyTransform(transform, vector);
}

/** Undefined where the layout's blocks of the modality are the encoder's vectors. @throws InvalidLayoutError */
export function findTransform(
  { layout, transforms }: TransformingLayout,
  modality: string,
): BlockTransform | undefined {
  const named = layout.blocks.find((block) => block.modality === modality)?.transformId;
  if (named === undefined) return undefined;
  const transform = transforms?.get(modality);
  if (transform?.id !== named)
    throw new InvalidLayoutError(`the transform ${named} of the block '${modality}' is not there`);
  return transform;
}

/** Blocks as encoders make them → as they are in a layout with these transforms. Those of other encoders don't apply, and are left out. */
export function transformedBlocks(
  blocks: readonly LayoutBlock[],
  transforms: BlockTransforms | undefined,
): { readonly blocks: LayoutBlock[]; readonly transforms: BlockTransforms } {
  const kept = new Map<string, BlockTransform>();
  const transformed = blocks.map(({ modality, dimension, encoderId }) => {
    const transform = transforms?.get(modality);
    if (transform?.encoderId !== encoderId) return { modality, dimension, encoderId };
    kept.set(modality, transform);
    return { modality, dimension: transform.dimension, encoderId, transformId: transform.id };
  });
  return { blocks: transformed, transforms: kept };
}

/** About how many multiplications the transforms of one item's blocks take. */
export function transformWork(transforms: BlockTransforms | undefined): number {
  let work = 0;
  for (const { inputDimension, dimension, axes } of transforms?.values() ?? [])
    work += inputDimension * (axes === undefined ? 1 : dimension);
  return work;
}
