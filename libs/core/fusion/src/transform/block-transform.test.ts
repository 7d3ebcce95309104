import { createSeededRandom, dot, lengthOf, mean, normalizeInPlace } from '@kindred/vector-math';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidTransformError } from '../errors.ts';
import { applyTransform, describeTransform, type TransformMethod } from './block-transform.ts';
import { fitBlockTransform } from './fit-block-transform.ts';

const NOTHING: TransformMethod = { center: false, scale: false, whiten: false };
const DIMENSION = 12;

/** Unit vectors in a narrow cone, the first few values varying most, as those of weak encoders do. */
function cone(count: number, seed = 7): Float32Array[] {
  const random = createSeededRandom(seed);
  return Array.from({ length: count }, () =>
    normalizeInPlace(Float32Array.from({ length: DIMENSION }, (_, d) => 2 + random.gaussian() / (d + 1))),
  );
}

const fit = (vectors: Float32Array[], method: Partial<TransformMethod>) =>
  fitBlockTransform(vectors, { encoderId: 'model-a', method: { ...NOTHING, ...method }, seed: 1 });
const methods = fc.record({
  center: fc.boolean(),
  scale: fc.boolean(),
  whiten: fc.boolean(),
  dimensions: fc.integer({ min: 1, max: DIMENSION }),
});

describe('fitBlockTransform', () => {
  it('centred: (1, 0) and (0, 1) become opposites', async () => {
    // Mean (0.5, 0.5): (1, 0) is (0.5, -0.5) away from it, (0, 1) the opposite; at unit length ±(0.7071, -0.7071).
    const { transform } = await fit([Float32Array.of(1, 0), Float32Array.of(0, 1)], { center: true });
    const turned = applyTransform(transform, Float32Array.of(1, 0));
    expect([...turned]).toEqual([expect.closeTo(Math.SQRT1_2, 6), expect.closeTo(-Math.SQRT1_2, 6)]);
    expect(dot(turned, applyTransform(transform, Float32Array.of(0, 1)))).toBeCloseTo(-1, 6);
  });

  it('scaled: every value of the catalog varies as much as the others', async () => {
    const vectors = cone(500);
    const { transform } = await fit(vectors, { center: true, scale: true });
    const moved = vectors.map((v) => v.map((x, i) => (x - transform.center![i]!) * transform.scale![i]!));
    const deviations = Array.from({ length: DIMENSION }, (_, i) => Math.hypot(...moved.map((v) => v[i]!)));
    for (const deviation of deviations) expect(deviation / deviations[0]!).toBeCloseTo(1, 4);
  });

  it('whitened: components are uncorrelated and vary alike', async () => {
    const vectors = cone(800);
    const { transform } = await fit(vectors, { center: true, whiten: true, dimensions: 4 });
    const along = vectors.map((v) =>
      transform.axes!.map((axis) =>
        dot(
          axis,
          v.map((x, i) => x - transform.center![i]!),
        ),
      ),
    );
    const covariance = (a: number, b: number) => mean(along.map((y) => Float32Array.of(y[a]! * y[b]!)))[0]!;
    for (let a = 0; a < 4; a++)
      for (let b = 0; b < 4; b++) expect(covariance(a, b) / covariance(0, 0)).toBeCloseTo(a === b ? 1 : 0, 3);
  });

  it('with all components and nothing else, leaves similarities as they are; with fewer, keeps most of them', async () => {
    const vectors = cone(100);
    const all = await fit(vectors, { dimensions: DIMENSION });
    const few = await fit(vectors, { dimensions: 4 });
    expect(all.varianceShare).toBeCloseTo(1, 5);
    expect(few.varianceShare).toBeGreaterThan(0.95);
    expect(few.transform.dimension).toBe(4);
    for (const [i, left] of vectors.slice(0, 20).entries()) {
      const right = vectors[i + 20]!;
      const after = (t: typeof all) => dot(applyTransform(t.transform, left), applyTransform(t.transform, right));
      expect(after(all)).toBeCloseTo(dot(left, right), 5);
      expect(Math.abs(after(few) - dot(left, right))).toBeLessThan(0.05);
    }
  });

  it('gives unit blocks or zeros, and the same transform for the same vectors', async () => {
    await fc.assert(
      fc.asyncProperty(methods, fc.integer({ min: 20, max: 40 }), async (method, count) => {
        const vectors = cone(count, count);
        const { transform, varianceShare } = await fit(vectors, method);
        expect((await fit(vectors, method)).transform.id).toBe(transform.id);
        expect(varianceShare).toBeGreaterThanOrEqual(0);
        expect(varianceShare).toBeLessThanOrEqual(1);
        for (const vector of [...vectors, mean(vectors)]) {
          const length = lengthOf(applyTransform(transform, vector));
          expect(length === 0 || Math.abs(length - 1) < 1e-5).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('says nothing of a block that is the centre: zeros, not noise at unit length', async () => {
    const same = Array.from({ length: 5 }, () => normalizeInPlace(Float32Array.of(1, 2, 3)));
    const { transform } = await fit(same, { center: true, scale: true });
    expect([...applyTransform(transform, same[0]!)]).toEqual([0, 0, 0]);
  });

  it('has an id that depends on method, encoder and vectors', async () => {
    const one = cone(50);
    const ids = await Promise.all([
      fit(one, { center: true }),
      fit(one, { center: true, scale: true }),
      fit(cone(50, 8), { center: true }),
      fitBlockTransform(one, { encoderId: 'model-b', method: { ...NOTHING, center: true }, seed: 1 }),
    ]);
    expect(new Set(ids.map(({ transform }) => transform.id)).size).toBe(4);
    expect(ids[0].transform.id).toMatch(/^[0-9a-f]{16}$/);
  });

  it.each([
    ['nothing to do', 20, {}],
    ['one vector', 1, { center: true }],
    ['more dimensions than the encoder has', 50, { dimensions: 13 }],
    ['as many dimensions as vectors', 5, { dimensions: 5 }],
    ['half a dimension', 20, { dimensions: 0.5 }],
  ])('refuses %s', async (_name, count, method) => {
    await expect(fit(cone(count), method)).rejects.toThrow(InvalidTransformError);
  });
});

it('is described in words', async () => {
  const { transform } = await fit(cone(30), { center: true, whiten: true, dimensions: 3 });
  expect(describeTransform(transform)).toBe('centred, whitened, 3 dimensions');
});
