import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factorizeCholesky, solveCholesky } from './cholesky.ts';
import { pickRows } from './labelled-vectors.ts';
import { classify, fitRidge } from './ridge-classifier.ts';
import { clusters } from './test-fixtures/clusters.ts';

describe('Cholesky', () => {
  it('solves a hand-worked system', async () => {
    // [4 2; 2 5] = [2 0; 1 2] · [2 1; 0 2]; with x = (1, 2): b = (8, 12).
    const matrix = [Float64Array.of(4, 99), Float64Array.of(2, 5)];
    await factorizeCholesky(matrix);
    expect(matrix).toEqual([Float64Array.of(2, 99), Float64Array.of(1, 2)]);
    expect(solveCholesky(matrix, Float64Array.of(8, 12))).toEqual(Float64Array.of(1, 2));
  });

  it('refuses what is not positive definite', async () => {
    await expect(factorizeCholesky([Float64Array.of(1, 0), Float64Array.of(2, 1)])).rejects.toThrow(RangeError);
  });
});

describe('fitRidge', () => {
  it('gives the weights of a hand-worked example', async () => {
    // One dimension: rows -1, 0, 1 of classes 0, 1, 1. Mean 0, XᵀX = 2, spread 2/3, λ = 3 · 2/3 = 2.
    // Indicators minus shares (1/3, 2/3): class 0: 2/3, -1/3, -1/3, so XᵀY = -1 and W = -1/4; class 1: the opposite.
    const train = { dimension: 1, data: Float32Array.of(-1, 0, 1), labels: Int32Array.of(0, 1, 1) };
    const { weights, intercepts, mean } = await fitRidge(train, { classes: 2, strength: 3 });
    expect(mean).toEqual(Float64Array.of(0));
    expect(weights[0]![0]).toBeCloseTo(-0.25, 12);
    expect(weights[1]![0]).toBeCloseTo(0.25, 12);
    expect([...intercepts].map((share) => share.toFixed(9))).toEqual(['0.333333333', '0.666666667']);
  });

  it('gives the same by rows as by dimensions', async () => {
    // Appended zeros change no product, but make the rows fewer than the dimensions.
    const shape = fc.record({ rows: fc.integer({ min: 5, max: 25 }), seed: fc.nat(1000) });
    await fc.assert(
      fc.asyncProperty(shape, async ({ rows, seed }) => {
        const narrow = clusters(rows, { classes: 3, dimension: 4, spread: 0.6, seed });
        const wide = { ...narrow, dimension: 30, data: new Float32Array(rows * 30) };
        for (let row = 0; row < rows; row++) wide.data.set(narrow.data.subarray(row * 4, row * 4 + 4), row * 30);
        const options = { classes: 3, strength: 0.1 };
        const [byDimensions, byRows] = [await fitRidge(narrow, options), await fitRidge(wide, options)];
        for (const [label, weight] of byDimensions.weights.entries())
          for (let i = 0; i < 4; i++) expect(byRows.weights[label]![i]).toBeCloseTo(weight[i]!, 8);
      }),
      { numRuns: 50 },
    );
  });

  it('does not depend on the order of the rows', async () => {
    const train = clusters(20, { classes: 3, dimension: 6, spread: 0.5, seed: 4 });
    const turned = pickRows(
      train,
      Array.from({ length: 20 }, (_, row) => 19 - row),
    );
    const options = { classes: 3, strength: 0.1 };
    const [one, other] = [await fitRidge(train, options), await fitRidge(turned, options)];
    for (const [label, weight] of one.weights.entries())
      for (const [i, value] of weight.entries()) expect(other.weights[label]![i]).toBeCloseTo(value, 10);
  });

  it('tells classes apart that are apart, and gives the largest class where rows are equal', async () => {
    const test = clusters(60, { classes: 3, dimension: 8, spread: 0.05, seed: 2 });
    const train = clusters(9, { classes: 3, dimension: 8, spread: 0.05, seed: 1 });
    const answers = classify(await fitRidge(train, { classes: 3, strength: 0.1 }), test.data);
    expect(answers).toEqual(test.labels);
    const equal = { dimension: 1, data: Float32Array.of(1, 1, 1), labels: Int32Array.of(0, 1, 1) };
    expect(classify(await fitRidge(equal, { classes: 2, strength: 1 }), Float32Array.of(1, 1))).toEqual(
      Int32Array.of(1, 1),
    );
  });
});
