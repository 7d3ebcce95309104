import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kNearestAccuracy } from './k-nearest-accuracy.ts';
import { nearestRows } from './nearest-rows.ts';
import { precisionAt } from './precision-at.ts';
import { clusters } from './test-fixtures/clusters.ts';

const scored = (...pairs: [index: number, score: number][]) => pairs.map(([index, score]) => ({ index, score }));
const settings = fc.record({
  rows: fc.integer({ min: 2, max: 40 }),
  classes: fc.integer({ min: 2, max: 4 }),
  dimension: fc.integer({ min: 4, max: 9 }),
  seed: fc.nat(10_000),
  limit: fc.integer({ min: 1, max: 12 }),
});

describe('nearestRows', () => {
  it('is sorting all rows by their dot product', async () => {
    await fc.assert(
      fc.asyncProperty(settings, async ({ rows, limit, ...shape }) => {
        const among = clusters(rows, { ...shape, spread: 0.5 });
        const queries = clusters(3, { ...shape, seed: shape.seed + 1, spread: 0.5 });
        const { dimension, data } = among;
        const dots = (query: number) =>
          Array.from({ length: rows }, (_, row) => {
            let score = 0;
            for (let i = 0; i < dimension; i++)
              score += queries.data[query * dimension + i]! * data[row * dimension + i]!;
            return { index: row, score };
          });
        const nearest = await nearestRows(queries, among, { limit });
        for (const [query, found] of nearest.entries()) {
          const expected = dots(query).sort((a, b) => b.score - a.score || a.index - b.index);
          expect(found.map(({ index }) => index)).toEqual(expected.slice(0, limit).map(({ index }) => index));
        }
      }),
    );
  });

  it('leaves a row out of its own neighbours where both are the same rows', async () => {
    const rows = clusters(6, { classes: 2, dimension: 4, spread: 0, seed: 1 });
    const nearest = await nearestRows(rows, rows, { limit: 2, isSame: true });
    // Rows 0, 2, 4 are equal, so are 1, 3, 5.
    expect(nearest.map((row) => row.map(({ index }) => index))).toEqual([
      [2, 4],
      [3, 5],
      [0, 4],
      [1, 5],
      [0, 2],
      [1, 3],
    ]);
  });
});

describe('kNearestAccuracy', () => {
  const labels = Int32Array.of(0, 1, 1, 2);
  const neighbours = [scored([0, 0.9], [1, 0.8], [2, 0.7], [3, 0.1])];
  const winner = (k: number, list = neighbours) =>
    [0, 1, 2].filter((label) => kNearestAccuracy(list, labels, { truth: Int32Array.of(label), k }) === 1);

  it('takes the class with most votes among the nearest k', () => {
    expect(winner(1)).toEqual([0]);
    // One vote each: 0.9 of class 0 against 0.8 of class 1.
    expect(winner(2)).toEqual([0]);
    expect(winner(3)).toEqual([1]);
    expect(winner(4)).toEqual([1]);
  });

  it('breaks ties by similarity, then by class number', () => {
    expect(winner(2, [scored([3, 0.9], [0, 0.8])])).toEqual([2]);
    expect(winner(2, [scored([3, 0.8], [0, 0.8])])).toEqual([0]);
  });

  it('never counts an unknown class as right', () => {
    expect(kNearestAccuracy([[]], labels, { truth: Int32Array.of(0), k: 1 })).toBe(0);
  });

  it('finds every training row itself with k = 1', async () => {
    await fc.assert(
      fc.asyncProperty(settings, async ({ rows, classes, dimension, seed }) => {
        const train = clusters(rows, { classes, dimension, seed, spread: 0.5 });
        const nearest = await nearestRows(train, train, { limit: 1 });
        expect(kNearestAccuracy(nearest, train.labels, { truth: train.labels, k: 1 })).toBe(1);
      }),
    );
  });
});

describe('precisionAt', () => {
  it('is the mean share of neighbours with the own class', () => {
    const labels = Int32Array.of(0, 0, 1, -1);
    const neighbours = [scored([1, 1], [2, 0]), scored([0, 1], [3, 0]), scored([0, 1], [1, 0]), scored([3, 1])];
    // (1/2 + 1/2 + 0/2 + 0) / 4: a row without a class is equal to none, itself included.
    expect(precisionAt(neighbours, labels)).toBe(0.25);
  });

  it('is 1 for classes apart, and in [0, 1] always', async () => {
    await fc.assert(
      fc.asyncProperty(settings, fc.double({ min: 0, max: 3, noNaN: true }), async ({ classes, ...shape }, spread) => {
        const rows = clusters(classes * 5, { classes, dimension: shape.dimension, seed: shape.seed, spread });
        const nearest = await nearestRows(rows, rows, { limit: 4, isSame: true });
        const precision = precisionAt(nearest, rows.labels);
        expect(precision).toBeGreaterThanOrEqual(0);
        expect(precision).toBeLessThanOrEqual(1);
        if (spread < 0.01) expect(precision).toBe(1);
      }),
    );
  });
});
