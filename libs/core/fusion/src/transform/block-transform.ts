import { dot, lengthOf } from '@kindred/vector-math';

/** What a transform does, in this order: centre, scale, principal components; unit length at last. At least one is true or given. */
export interface TransformMethod {
  /** Subtracts the catalog's mean vector. */
  readonly center: boolean;
  /** Divides every value by its standard deviation (about the mean, or about zero without `center`). */
  readonly scale: boolean;
  /** Divides every principal component by its standard deviation. */
  readonly whiten: boolean;
  /** Keeps so many principal components, 1 to {@link MAX_TRANSFORMED_DIMENSIONS}; whitening without it keeps as many as there may be. */
  readonly dimensions?: number;
}

export const MAX_TRANSFORMED_DIMENSIONS = 512;

/**
 * Statistics of one modality, fitted on a catalog's own unlabelled blocks: y = normalise(A · ((x - center) · scale)). Belongs to a
 * layout; blocks of items and of queries go through the same one.
 */
export interface BlockTransform {
  /** Digest of everything below, 16 hex digits: part of the layout's identity. */
  readonly id: string;
  /** Identity of the encoder whose vectors it was fitted on; others it can't transform. */
  readonly encoderId: string;
  readonly method: TransformMethod;
  /** Length of the encoder's vectors. */
  readonly inputDimension: number;
  /** Length of the blocks in the layout. */
  readonly dimension: number;
  /** [inputDimension]; absent: zeros. */
  readonly center?: Float32Array;
  /** [inputDimension]: factors; absent: ones. */
  readonly scale?: Float32Array;
  /** [dimension][inputDimension]: rows of A; absent: the identity. */
  readonly axes?: readonly Float32Array[];
  /** Number of blocks it was fitted on. */
  readonly fittedOn: number;
}

/** By modality. */
export type BlockTransforms = ReadonlyMap<string, BlockTransform>;

/** Below this share of the block's own length what is left after centring is rounding. */
const MIN_RELATIVE_LENGTH = 1e-5;

/**
 * [dimension]: of unit length, or zeros where the block says nothing that the centre doesn't: its similarity to everything is then
 * the one to be expected. `block` is [inputDimension], of unit length, and is left alone.
 */
export function applyTransform({ center, scale, axes }: BlockTransform, block: Float32Array): Float32Array {
  const moved = block.slice();
  if (center !== undefined) for (let i = 0; i < moved.length; i++) moved[i] = moved[i]! - center[i]!;
  const isRounding = lengthOf(moved) <= MIN_RELATIVE_LENGTH * lengthOf(block);
  if (scale !== undefined) for (let i = 0; i < moved.length; i++) moved[i] = moved[i]! * scale[i]!;
  if (isRounding) return new Float32Array(axes?.length ?? block.length);
  const turned = axes === undefined ? moved : Float32Array.from(axes, (axis) => dot(axis, moved));
  const length = lengthOf(turned);
  if (length > 0) for (let i = 0; i < turned.length; i++) turned[i] = turned[i]! / length;
  return turned;
}

/** In words, for people: "centred, whitened, 128 dimensions". */
export function describeTransform({
  method: { center, scale, whiten },
  dimension,
}: Pick<BlockTransform, 'method' | 'dimension'>): string {
  const steps = [center && 'centred', scale && 'scaled', whiten && 'whitened'].filter((step) => step !== false);
  return [...steps, `${String(dimension)} dimensions`].join(', ');
}
