import { createHash } from 'node:crypto';
import { fitPrincipalComponents, mean } from '@kindred/vector-math';
import { InvalidTransformError } from '../errors.ts';
import { MAX_TRANSFORMED_DIMENSIONS, type BlockTransform, type TransformMethod } from './block-transform.ts';

export interface FitTransformOptions {
  readonly encoderId: string;
  readonly method: TransformMethod;
  /** Of the directions from which the components are searched. */
  readonly seed: number;
}

export interface FittedTransform {
  readonly transform: BlockTransform;
  /** Share of the variance (about the mean, or about zero without `center`) that the components keep, in [0, 1]; 1 without components. */
  readonly varianceShare: number;
}

/** Deviations are taken for at least so large a share of their mean: what hardly varies would be blown up to noise. */
const MIN_RELATIVE_DEVIATION = 0.1;

/**
 * Fits a transform on unit blocks, none imputed. The same blocks in the same order give the same transform. Principal components of
 * a thousand vectors take seconds; gives way to other work.
 *
 * @param vectors [count][dimension]
 * @throws InvalidTransformError for a method that does nothing, dimensions out of range, too few vectors
 */
export async function fitBlockTransform(
  vectors: readonly Float32Array[],
  { encoderId, method, seed }: FitTransformOptions,
): Promise<FittedTransform> {
  const inputDimension = vectors[0]?.length ?? 0;
  const rank = rankOf(vectors.length, inputDimension, method);
  const center = method.center ? mean(vectors) : undefined;
  const scale = method.scale ? inverted(deviationsOf(vectors, center)) : undefined;
  const axes = rank === undefined ? undefined : await fitAxes(vectors, { method, center, scale, rank, seed });
  const fitted = {
    encoderId,
    method,
    inputDimension,
    dimension: rank ?? inputDimension,
    ...(center === undefined ? {} : { center }),
    ...(scale === undefined ? {} : { scale }),
    ...(axes === undefined ? {} : { axes: axes.rows }),
    fittedOn: vectors.length,
  };
  return { transform: { id: digestOf(fitted), ...fitted }, varianceShare: axes?.varianceShare ?? 1 };
}

/** Number of components; undefined where none are needed. @throws InvalidTransformError */
function rankOf(count: number, inputDimension: number, method: TransformMethod): number | undefined {
  const { center, scale, whiten, dimensions } = method;
  if (!center && !scale && !whiten && dimensions === undefined)
    throw new InvalidTransformError('it does nothing; ask for a centre, scales, whitening or fewer dimensions');
  if (count < 2)
    throw new InvalidTransformError(`it can't be fitted on ${String(count)} vectors; at least 2 are needed`);
  if (!whiten && dimensions === undefined) return undefined;
  const most = Math.min(inputDimension, MAX_TRANSFORMED_DIMENSIONS, count - 1);
  const rank = dimensions ?? most;
  if (!Number.isInteger(rank) || rank < 1 || rank > most)
    throw new InvalidTransformError(
      `${String(rank)} dimensions can't be had of ${String(count)} vectors of ${String(inputDimension)}; ask for 1 to ${String(most)}`,
    );
  return rank;
}

async function fitAxes(
  vectors: readonly Float32Array[],
  parts: {
    readonly method: TransformMethod;
    readonly center: Float32Array | undefined;
    readonly scale: Float32Array | undefined;
    readonly rank: number;
    readonly seed: number;
  },
): Promise<{ readonly rows: Float32Array[]; readonly varianceShare: number }> {
  const { method, center, scale, rank, seed } = parts;
  const moved = vectors.map((vector) => vector.map((value, i) => (value - (center?.[i] ?? 0)) * (scale?.[i] ?? 1)));
  const about = method.center ? 'mean' : 'origin';
  const { components, variances, totalVariance } = await fitPrincipalComponents(moved, { rank, seed, about });
  const factors = method.whiten ? inverted(Float64Array.from(variances, Math.sqrt)) : undefined;
  const rows = components.map((component, at) => component.map((value) => value * (factors?.[at] ?? 1)));
  const kept = variances.reduce((sum, variance) => sum + variance, 0);
  return { rows, varianceShare: totalVariance > 0 ? Math.min(1, kept / totalVariance) : 1 };
}

/** [dimension]: root of the mean square distance from the centre, or from zero. */
function deviationsOf(vectors: readonly Float32Array[], center: Float32Array | undefined): Float64Array {
  const squares = new Float64Array(vectors[0]!.length);
  for (const vector of vectors)
    for (let i = 0; i < squares.length; i++) squares[i] = squares[i]! + (vector[i]! - (center?.[i] ?? 0)) ** 2;
  return squares.map((square) => Math.sqrt(square / vectors.length));
}

/** One over each, none taken for less than a tenth of their mean; relative to the mean, so that lengths stay of an order. */
function inverted(deviations: Float64Array): Float32Array {
  const typical = deviations.reduce((sum, value) => sum + value, 0) / deviations.length;
  if (typical === 0) return new Float32Array(deviations.length).fill(1);
  return Float32Array.from(deviations, (value) => typical / Math.max(value, MIN_RELATIVE_DEVIATION * typical));
}

function digestOf(fitted: Omit<BlockTransform, 'id'>): string {
  const { center, scale, axes, ...facts } = fitted;
  const hash = createHash('sha256').update(JSON.stringify(facts));
  for (const [name, values] of [
    ['center', center],
    ['scale', scale],
    ...(axes ?? []).map((axis) => ['axis', axis] as const),
  ] as const)
    if (values !== undefined)
      hash.update(name).update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  return hash.digest('hex').slice(0, 16);
}
