import { expect } from 'vitest';
import type { EmbeddingMatrix } from '../embedding-model.ts';

/** Row `index` of the matrix, [dimension], as a view. */
export function rowOf(matrix: EmbeddingMatrix, index: number): Float32Array {
  return matrix.data.subarray(index * matrix.dimension, (index + 1) * matrix.dimension);
}

/** Cosine of two vectors of any length above 0. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let dot = 0;
  for (let i = 0; i < a.length; i++) dot += (a[i] ?? NaN) * (b[i] ?? NaN);
  return dot / (Math.hypot(...a) * Math.hypot(...b));
}

/** Shape, finite values and unit length of every row. */
export function expectUnitRows(matrix: EmbeddingMatrix, rows: number, dimension: number): void {
  expect({ rows: matrix.rows, dimension: matrix.dimension }).toEqual({ rows, dimension });
  expect(matrix.data).toBeInstanceOf(Float32Array);
  expect(matrix.data.length).toBe(rows * dimension);
  for (let row = 0; row < rows; row++) expect(Math.hypot(...rowOf(matrix, row))).toBeCloseTo(1, 4);
}
