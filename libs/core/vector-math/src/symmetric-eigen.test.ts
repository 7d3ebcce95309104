import fc from 'fast-check';
import { expect, it } from 'vitest';
import { symmetricEigen } from './symmetric-eigen.ts';

const matrixOf = (rows: readonly (readonly number[])[]) => rows.map((row) => Float64Array.from(row));
const dotOf = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

it('[[2, 1], [1, 2]] stretches [1, 1] by 3 and [1, -1] by 1', async () => {
  const { values, vectors } = await symmetricEigen(
    matrixOf([
      [2, 1],
      [1, 2],
    ]),
  );
  expect(values[0]).toBeCloseTo(3, 12);
  expect(values[1]).toBeCloseTo(1, 12);
  expect(Math.abs(vectors[0]![0]!)).toBeCloseTo(Math.SQRT1_2, 12);
  expect(vectors[0]![0]).toBeCloseTo(vectors[0]![1]!, 12);
  expect(vectors[1]![0]).toBeCloseTo(-vectors[1]![1]!, 12);
});

it('gives orthonormal vectors with matrix · vector = value · vector, values falling, whatever the matrix', async () => {
  const square = fc.integer({ min: 1, max: 12 }).chain((size) =>
    fc.array(fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: size, maxLength: size }), {
      minLength: size,
      maxLength: size,
    }),
  );
  await fc.assert(
    fc.asyncProperty(square, async (rows) => {
      const matrix = matrixOf(rows.map((row, i) => row.map((_, j) => rows[Math.min(i, j)]![Math.max(i, j)]!)));
      const { values, vectors } = await symmetricEigen(matrix);
      expect([...values].sort((a, b) => b - a)).toEqual(values);
      vectors.forEach((vector, index) => {
        matrix.forEach((row, i) => expect(dotOf(row, vector)).toBeCloseTo(values[index]! * vector[i]!, 8));
        vectors.forEach((other, at) => expect(dotOf(vector, other)).toBeCloseTo(at === index ? 1 : 0, 10));
      });
    }),
  );
});

it('leaves a diagonal matrix, zeros included, as it is', async () => {
  const { values } = await symmetricEigen(
    matrixOf([
      [0, 0, 0],
      [0, 5, 0],
      [0, 0, 2],
    ]),
  );
  expect(values).toEqual([5, 2, 0]);
});
