import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kMeans } from './k-means.ts';
import { createSeededRandom } from './seeded-random.ts';

const points = fc.array(fc.float32Array({ min: -10, max: 10, noNaN: true, minLength: 3, maxLength: 3 }), {
  minLength: 1,
  maxLength: 30,
});

describe('kMeans', () => {
  it('finds two groups: {0, 1} with mean 0.5 and {10, 11} with mean 10.5; inertia 4 · 0.25 = 1', () => {
    const vectors = [0, 1, 10, 11].map((value) => Float32Array.of(value));
    const { centroids, assignments, inertia } = kMeans(vectors, { clusterCount: 2, seed: 1 });
    expect(centroids.map((centroid) => centroid[0]).sort()).toEqual([0.5, 10.5]);
    expect(assignments[0]).toBe(assignments[1]);
    expect(assignments[2]).toBe(assignments[3]);
    expect(inertia).toBe(1);
  });

  it('weighs: a vector of weight 3 at 0 and one of weight 1 at 4 have their mean at 1', () => {
    const { centroids } = kMeans([Float32Array.of(0), Float32Array.of(4)], {
      clusterCount: 1,
      seed: 1,
      weights: [3, 1],
    });
    expect(centroids).toEqual([Float32Array.of(1)]);
  });

  it('recovers five well separated clusters from any seed', () => {
    const random = createSeededRandom(3);
    const vectors = Array.from({ length: 200 }, (_, i) =>
      Float32Array.of((i % 5) * 10 + random.gaussian() * 0.1, (i % 5) ** 2 * 5 + random.gaussian() * 0.1),
    );
    for (let seed = 0; seed < 20; seed++) {
      const { assignments, centroids } = kMeans(vectors, { clusterCount: 5, seed });
      expect(centroids).toHaveLength(5);
      vectors.forEach((_, i) => expect(assignments[i]).toBe(assignments[i % 5]));
    }
  });

  it('makes no empty cluster, assigns each vector to its nearest centroid, and repeats itself', () => {
    fc.assert(
      fc.property(points, fc.integer({ min: 1, max: 8 }), fc.nat(), (vectors, clusterCount, seed) => {
        const result = kMeans(vectors, { clusterCount, seed });
        expect(kMeans(vectors, { clusterCount, seed })).toEqual(result);
        expect(result.centroids.length).toBeLessThanOrEqual(clusterCount);
        expect(new Set(result.assignments).size).toBe(result.centroids.length);
        const distance = (a: Float32Array, b: Float32Array) =>
          a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0);
        vectors.forEach((vector, i) => {
          const distances = result.centroids.map((centroid) => distance(vector, centroid));
          expect(distances[result.assignments[i]!]).toBeLessThanOrEqual(Math.min(...distances));
        });
      }),
    );
  });

  it('makes one cluster of equal vectors', () => {
    const vectors = Array.from({ length: 4 }, () => Float32Array.of(1, 2));
    expect(kMeans(vectors, { clusterCount: 3, seed: 5 })).toEqual({
      centroids: [Float32Array.of(1, 2)],
      assignments: new Int32Array(4),
      inertia: 0,
    });
  });

  it('refuses no vectors and no clusters', () => {
    expect(() => kMeans([], { clusterCount: 1, seed: 0 })).toThrow(RangeError);
    expect(() => kMeans([Float32Array.of(1)], { clusterCount: 0, seed: 0 })).toThrow(RangeError);
  });
});
