import { dot } from './dot.ts';
import { multiplyByTransposed, multiplyTransposed, rowOf, type Matrix } from './matrix-products.ts';
import { orthonormalizeInPlace } from './orthonormalize.ts';
import { createSeededRandom } from './seeded-random.ts';
import { symmetricEigen } from './symmetric-eigen.ts';
import { mean } from './weighted-sum.ts';

export interface PrincipalComponentsOptions {
  /** How many components, 1 to the vectors' dimension. */
  readonly rank: number;
  readonly seed: number;
  /** What variance is taken about; default `mean`. About the origin the components keep dot products best. */
  readonly about?: 'mean' | 'origin';
}

export interface PrincipalComponents {
  /** [rank][dimension], orthonormal, by falling variance; the greatest entry of each by absolute value is positive. */
  readonly components: readonly Float32Array[];
  /** [rank]: variance of the vectors along each component; 0 where they have no further extent. */
  readonly variances: readonly number[];
  /** Over all dimensions, so Σ variances / totalVariance is the share that the components keep. */
  readonly totalVariance: number;
}

/** Directions beyond the rank, which make those within it settle sooner. */
const OVERSAMPLING = 8;
const ITERATIONS = 3;

/**
 * The directions of greatest variance about the mean (or the origin), by subspace iteration from random directions (Halko, Martinsson and Tropp,
 * 2011) without ever forming the covariance: some 7 · vectors · dimension · rank multiplications. Exact where rank + 8 reaches
 * the dimension. Deterministic for a seed; gives way to other work. At least one vector; all of one length, finite.
 */
export async function fitPrincipalComponents(
  vectors: readonly Float32Array[],
  { rank, seed, about = 'mean' }: PrincipalComponentsOptions,
): Promise<PrincipalComponents> {
  const dimension = vectors[0]?.length ?? 0;
  if (!Number.isInteger(rank) || rank < 1 || rank > dimension)
    throw new RangeError(`The rank must be a whole number from 1 to ${String(dimension)}, not ${String(rank)}.`);
  const centered = matrixAbout(about === 'mean' ? mean(vectors) : new Float32Array(dimension), vectors);
  const random = createSeededRandom(seed);
  const count = Math.min(dimension, rank + OVERSAMPLING);
  let basis: Matrix = {
    rows: count,
    columns: dimension,
    data: Float64Array.from({ length: count * dimension }, () => random.gaussian()),
  };
  await orthonormalizeInPlace(rowsOf(basis), random);
  // A basis of the whole space can't be improved.
  for (let iteration = 0; count < dimension && iteration < ITERATIONS; iteration++) {
    basis = await multiplyTransposed(await multiplyByTransposed(centered, basis), centered);
    await orthonormalizeInPlace(rowsOf(basis), random);
  }
  const { values, vectors: rotations } = await symmetricEigen(await covarianceWithin(centered, basis));
  return {
    components: rotations.slice(0, rank).map((rotation) => pointed(combine(rowsOf(basis), rotation))),
    variances: values.slice(0, rank).map((value) => Math.max(0, value)),
    totalVariance: dot(centered.data, centered.data) / vectors.length,
  };
}

/** [dimensions]: the coordinates of the vector along the first components. `vector` is as long as a component. */
export function coordinates(
  components: readonly Float32Array[],
  vector: Float32Array,
  dimensions = components.length,
): Float32Array {
  const along = new Float32Array(dimensions);
  for (let index = 0; index < dimensions; index++) along[index] = dot(components[index]!, vector);
  return along;
}

function matrixAbout(center: Float32Array, vectors: readonly Float32Array[]): Matrix<Float32Array> {
  const columns = center.length;
  const data = new Float32Array(vectors.length * columns);
  for (const [row, vector] of vectors.entries())
    for (let i = 0; i < columns; i++) data[row * columns + i] = vector[i]! - center[i]!;
  return { rows: vectors.length, columns, data };
}

function rowsOf(matrix: Matrix): Float64Array[] {
  return Array.from({ length: matrix.rows }, (_, row) => rowOf(matrix, row));
}

/** [basis.rows][basis.rows]: basis · covariance · basisᵀ. */
async function covarianceWithin(centered: Matrix<Float32Array>, basis: Matrix): Promise<Float64Array[]> {
  const along = await multiplyByTransposed(centered, basis);
  const covariance = await multiplyTransposed(along, { ...along, data: Float32Array.from(along.data) });
  return rowsOf(covariance).map((row) => row.map((value) => value / centered.rows));
}

/** Σ rotation[i] · basis[i]: [dimension]. */
function combine(basis: readonly Float64Array[], rotation: Float64Array): Float32Array {
  const sum = new Float64Array(basis[0]!.length);
  for (const [index, direction] of basis.entries())
    for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + rotation[index]! * direction[i]!;
  return Float32Array.from(sum);
}

/** In place: a component and its opposite are as good as each other, so one of them is agreed on. */
function pointed(component: Float32Array): Float32Array {
  const greatest = component.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  if (greatest < 0) for (let i = 0; i < component.length; i++) component[i] = -component[i]!;
  return component;
}
