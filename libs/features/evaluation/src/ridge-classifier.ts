import { TurnTaking } from '@kindred/vector-math';
import type { LabelledVectors } from './labelled-vectors.ts';
import { factorizeCholesky, solveCholesky } from './cholesky.ts';

export interface RidgeOptions {
  /** Number of classes. */
  readonly classes: number;
  /** Regularisation, in units of the mean squared distance of the rows from their mean; more than 0. */
  readonly strength: number;
}

export interface RidgeClassifier {
  readonly dimension: number;
  /** [dimension] */
  readonly mean: Float64Array;
  /** [classes][dimension] */
  readonly weights: readonly Float64Array[];
  /** [classes] */
  readonly intercepts: Float64Array;
}

/**
 * A linear probe: ridge regression (Hoerl and Kennard 1970) from centred rows X [n][d] to centred indicators of the classes Y
 * [n][classes], W = (XᵀX + λI)⁻¹XᵀY, or, where there are fewer rows than dimensions, the same W = Xᵀ(XXᵀ + λI)⁻¹Y;
 * λ = strength · Σ‖x‖² / n. Gives way to other work.
 */
export async function fitRidge(train: LabelledVectors, { classes, strength }: RidgeOptions): Promise<RidgeClassifier> {
  const { dimension, labels } = train;
  const rows = labels.length;
  const mean = meanRow(train);
  const centred = Float64Array.from(train.data, (value, at) => value - mean[at % dimension]!);
  const shares = new Float64Array(classes);
  for (const label of labels) shares[label]! += 1 / rows;
  const indicator = (row: number, label: number): number => (labels[row] === label ? 1 : 0) - shares[label]!;
  const isDual = rows < dimension;
  const matrix = isDual ? await rowProducts(centred, rows, dimension) : await columnProducts(centred, rows, dimension);
  const spread = centred.reduce((sum, value) => sum + value * value, 0) / rows;
  // Equal rows have no spread; any positive number then gives the same, namely no weights.
  const lambda = strength * (spread === 0 ? 1 : spread);
  for (const [at, row] of matrix.entries()) row[at]! += lambda;
  await factorizeCholesky(matrix);
  const weights = Array.from({ length: classes }, (_, label) => {
    const targets = Float64Array.from({ length: rows }, (_unused, row) => indicator(row, label));
    return isDual
      ? combineRows(centred, solveCholesky(matrix, targets), dimension)
      : solveCholesky(matrix, combineRows(centred, targets, dimension));
  });
  return { dimension, mean, weights, intercepts: shares };
}

/** The class with the largest value of each row; ties to the smaller class number. `data` is [rows][dimension]. */
export function classify({ dimension, mean, weights, intercepts }: RidgeClassifier, data: Float32Array): Int32Array {
  return Int32Array.from({ length: data.length / dimension }, (_, row) => {
    let [best, bestValue] = [0, -Infinity];
    for (const [label, weight] of weights.entries()) {
      let value = intercepts[label]!;
      for (let i = 0; i < dimension; i++) value += (data[row * dimension + i]! - mean[i]!) * weight[i]!;
      if (value > bestValue) [best, bestValue] = [label, value];
    }
    return best;
  });
}

function meanRow({ data, dimension, labels }: LabelledVectors): Float64Array {
  const mean = new Float64Array(dimension);
  for (let at = 0; at < data.length; at++) mean[at % dimension]! += data[at]! / labels.length;
  return mean;
}

/** XXᵀ, lower triangle: [rows][rows]. */
async function rowProducts(data: Float64Array, rows: number, dimension: number): Promise<Float64Array[]> {
  const turns = new TurnTaking();
  const products: Float64Array[] = [];
  for (let row = 0; row < rows; row++) {
    const product = new Float64Array(rows);
    for (let other = 0; other <= row; other++) {
      let sum = 0;
      for (let i = 0; i < dimension; i++) sum += data[row * dimension + i]! * data[other * dimension + i]!;
      product[other] = sum;
    }
    products.push(product);
    if (turns.isDue(row * dimension)) await turns.next();
  }
  return products;
}

/** XᵀX, lower triangle: [dimension][dimension]. Four rows at a time, so that each sum is read and written once for four. */
async function columnProducts(data: Float64Array, rows: number, dimension: number): Promise<Float64Array[]> {
  const turns = new TurnTaking();
  const products = Array.from({ length: dimension }, () => new Float64Array(dimension));
  // Rows beyond the last one count as zeros.
  const padded = new Float64Array(Math.ceil(rows / 4) * 4 * dimension);
  padded.set(data);
  for (let row = 0; row < rows; row += 4) {
    const [a, b, c, d] = [0, 1, 2, 3].map((step) => (row + step) * dimension) as [number, number, number, number];
    for (let i = 0; i < dimension; i++) {
      const [p, q, r, s] = [padded[a + i]!, padded[b + i]!, padded[c + i]!, padded[d + i]!];
      const product = products[i]!;
      for (let j = 0; j <= i; j++)
        product[j] = product[j]! + p * padded[a + j]! + q * padded[b + j]! + r * padded[c + j]! + s * padded[d + j]!;
    }
    if (turns.isDue(2 * dimension * dimension)) await turns.next();
  }
  return products;
}

/** Σ factors[row] · row: [dimension]. */
function combineRows(data: Float64Array, factors: Float64Array, dimension: number): Float64Array {
  const sum = new Float64Array(dimension);
  for (const [row, factor] of factors.entries())
    for (let i = 0; i < dimension; i++) sum[i]! += factor * data[row * dimension + i]!;
  return sum;
}
