import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dot } from './dot.ts';
import { multiplyByTransposed, multiplyTransposed, rowOf, type Matrix } from './matrix-products.ts';
import { coordinates, fitPrincipalComponents } from './principal-components.ts';
import { createSeededRandom } from './seeded-random.ts';
import { mean } from './weighted-sum.ts';

const vectorsOf = (dimension: number) =>
  fc.array(fc.float32Array({ min: -10, max: 10, noNaN: true, minLength: dimension, maxLength: dimension }), {
    minLength: 1,
    maxLength: 30,
  });
const cases = fc
  .integer({ min: 1, max: 20 })
  .chain((dimension) => fc.tuple(vectorsOf(dimension), fc.integer({ min: 1, max: dimension })));

/** 300 vectors of 40 dimensions: the first two vary far more than the rest. */
function elongated(): Float32Array[] {
  const random = createSeededRandom(4);
  return Array.from({ length: 300 }, () =>
    Float32Array.from({ length: 40 }, (_, d) => random.gaussian() * (d === 0 ? 9 : d === 1 ? 5 : 0.1) + 3),
  );
}

describe('fitPrincipalComponents', () => {
  it('(0,0), (2,2), (4,4), (1,3), (3,1): 3.2 of 4 of the variance is along [1, 1] / √2, 0.8 along [1, -1] / √2', async () => {
    // Mean (2, 2). Along [1, 1]/√2: ±2√2, 0, 0, 0 → 16 / 5 = 3.2; along [1, -1]/√2: 0, 0, 0, ∓√2 → 4 / 5 = 0.8.
    const points = [
      [0, 0],
      [2, 2],
      [4, 4],
      [1, 3],
      [3, 1],
    ].map((point) => Float32Array.from(point));
    const { components, variances, totalVariance } = await fitPrincipalComponents(points, { rank: 2, seed: 1 });
    expect(variances[0]).toBeCloseTo(3.2, 6);
    expect(variances[1]).toBeCloseTo(0.8, 6);
    expect(totalVariance).toBeCloseTo(4, 6);
    expect([...components[0]!]).toEqual([expect.closeTo(Math.SQRT1_2, 6), expect.closeTo(Math.SQRT1_2, 6)]);
    expect(Math.abs(components[1]![0]! + components[1]![1]!)).toBeLessThan(1e-6);
    // (4, 4) · [1, 1] / √2 = 5.657
    expect(coordinates(components, points[2]!, 1)[0]).toBeCloseTo(5.657, 3);
  });

  it('about the origin counts the mean in: (3, 0), (3, 1), (3, -1) have 9 of 9.67 along [1, 0]', async () => {
    // Squares about zero: 27 / 3 = 9 along [1, 0], 2 / 3 along [0, 1]; about the mean (3, 0) only the latter.
    const points = [0, 1, -1].map((y) => Float32Array.of(3, y));
    const { components, variances, totalVariance } = await fitPrincipalComponents(points, {
      rank: 1,
      seed: 1,
      about: 'origin',
    });
    expect(variances[0]).toBeCloseTo(9, 6);
    expect(totalVariance).toBeCloseTo(29 / 3, 6);
    expect([...components[0]!]).toEqual([expect.closeTo(1, 6), expect.closeTo(0, 6)]);
  });

  it('gives orthonormal components and falling variances that are what the coordinates vary by', async () => {
    await fc.assert(
      fc.asyncProperty(cases, fc.nat(), async ([vectors, rank], seed) => {
        const { components, variances, totalVariance } = await fitPrincipalComponents(vectors, { rank, seed });
        expect(components).toHaveLength(rank);
        components.forEach((left, i) =>
          components.forEach((right, j) => expect(dot(left, right)).toBeCloseTo(i === j ? 1 : 0, 5)),
        );
        const scale = Math.max(1, totalVariance);
        for (const [index, variance] of variances.entries()) {
          if (index > 0) expect(variance).toBeLessThanOrEqual(variances[index - 1]! + 1e-5 * scale);
          const along = vectors.map((vector) => dot(vector, components[index]!));
          const middle = along.reduce((sum, value) => sum + value, 0) / along.length;
          const measured = along.reduce((sum, value) => sum + (value - middle) ** 2, 0) / along.length;
          expect(Math.abs(measured - variance)).toBeLessThan(1e-4 * scale);
        }
        expect(variances.reduce((sum, value) => sum + value, 0)).toBeLessThanOrEqual(totalVariance * (1 + 1e-5) + 1e-9);
      }),
    );
  });

  it('loses nothing at full rank: dot products stay', async () => {
    await fc.assert(
      fc.asyncProperty(vectorsOf(6), async (vectors) => {
        const { components } = await fitPrincipalComponents(vectors, { rank: 6, seed: 1 });
        const [first] = vectors;
        for (const vector of vectors)
          expect(dot(coordinates(components, vector), coordinates(components, first!))).toBeCloseTo(
            dot(vector, first!),
            2,
          );
      }),
    );
  });

  it('keeps, of all subspaces, the most: the squared error of a reconstruction is the variance left out', async () => {
    const vectors = elongated();
    const { components, variances, totalVariance } = await fitPrincipalComponents(vectors, { rank: 2, seed: 3 });
    const center = mean(vectors);
    const error = vectors.reduce((sum, vector) => {
      const centered = vector.map((value, i) => value - center[i]!);
      const along = coordinates(components, centered);
      return sum + dot(centered, centered) - dot(along, along);
    }, 0);
    const left = totalVariance - variances[0]! - variances[1]!;
    expect(error / vectors.length).toBeCloseTo(left, 3);
    expect(left / totalVariance).toBeLessThan(0.01);
    expect(Math.abs(components[0]![0]!)).toBeGreaterThan(0.99);
    expect(Math.abs(components[1]![1]!)).toBeGreaterThan(0.99);
  });

  it('finds by iteration what it finds exactly, and the same for the same seed', async () => {
    const vectors = elongated();
    const exact = await fitPrincipalComponents(vectors, { rank: 40, seed: 1 });
    const iterated = await fitPrincipalComponents(vectors, { rank: 3, seed: 2 });
    for (const index of [0, 1]) {
      expect(iterated.variances[index]).toBeCloseTo(exact.variances[index]!, 4);
      expect(dot(iterated.components[index]!, exact.components[index]!)).toBeCloseTo(1, 5);
    }
    expect(await fitPrincipalComponents(vectors, { rank: 3, seed: 2 })).toEqual(iterated);
  });

  it('completes the components where vectors have fewer directions, and refuses a rank that can not be', async () => {
    const equal = Array.from({ length: 5 }, () => Float32Array.of(1, 2, 3));
    const { components, variances, totalVariance } = await fitPrincipalComponents(equal, { rank: 3, seed: 1 });
    expect([totalVariance, ...variances]).toEqual([0, 0, 0, 0]);
    expect(dot(components[0]!, components[2]!)).toBeCloseTo(0, 6);
    for (const rank of [0, 4, 1.5])
      await expect(fitPrincipalComponents(equal, { rank, seed: 1 })).rejects.toThrow('from 1 to 3');
    await expect(fitPrincipalComponents([], { rank: 1, seed: 1 })).rejects.toThrow(RangeError);
  });
});

it('products of matrices are those of the definition, whatever the sizes', async () => {
  const sizes = fc.record({ rows: fc.integer({ min: 1, max: 9 }), columns: fc.integer({ min: 1, max: 9 }) });
  await fc.assert(
    fc.asyncProperty(sizes, fc.integer({ min: 1, max: 9 }), fc.nat(), async ({ rows, columns }, others, seed) => {
      const random = createSeededRandom(seed);
      const filled = (count: number) => Array.from({ length: count }, () => random.gaussian());
      const left: Matrix<Float32Array> = { rows, columns, data: Float32Array.from(filled(rows * columns)) };
      const right: Matrix = { rows: others, columns, data: Float64Array.from(filled(others * columns)) };
      const product = await multiplyByTransposed(left, right);
      const back = await multiplyTransposed(product, left);
      for (let i = 0; i < rows; i++)
        for (let j = 0; j < others; j++)
          expect(rowOf(product, i)[j]).toBeCloseTo(
            rowOf(left, i).reduce((sum, value, at) => sum + value * rowOf(right, j)[at]!, 0),
            9,
          );
      for (let i = 0; i < others; i++)
        for (let j = 0; j < columns; j++) {
          let expected = 0;
          for (let row = 0; row < rows; row++) expected += rowOf(product, row)[i]! * rowOf(left, row)[j]!;
          expect(rowOf(back, i)[j]).toBeCloseTo(expected, 8);
        }
    }),
  );
});
