import { describe, expect, it } from 'vitest';
import { dot } from './dot.ts';
import { createSeededRandom, randomUnitVector, seedOf } from './seeded-random.ts';

describe('createSeededRandom', () => {
  it('gives the numbers of mulberry32', () => {
    const random = createSeededRandom(0);
    // From the published C code with seed 0.
    expect([random.next(), random.next(), random.next()].map((value) => value * 2 ** 32)).toEqual([
      1144304738, 1416247, 958946056,
    ]);
  });

  it('is uniform, whole and normal as it says', () => {
    const random = createSeededRandom(7);
    const uniform = Array.from({ length: 20_000 }, () => random.next());
    const mean = uniform.reduce((sum, value) => sum + value, 0) / uniform.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.01);
    const counts = [0, 0, 0];
    for (let i = 0; i < 3000; i++) counts[random.integer(3)]! += 1;
    expect(Math.min(...counts)).toBeGreaterThan(900);
    const normal = Array.from({ length: 20_000 }, () => random.gaussian());
    const variance = normal.reduce((sum, value) => sum + value * value, 0) / normal.length;
    expect(Math.abs(variance - 1)).toBeLessThan(0.05);
  });
});

describe('seedOf and randomUnitVector', () => {
  it('keeps texts apart and repeats itself', () => {
    expect(seedOf('')).toBe(0x811c9dc5);
    expect(seedOf('acme')).toBe(seedOf('acme'));
    const seeds = new Set(Array.from({ length: 5000 }, (_, i) => seedOf(`brand ${String(i)}`)));
    expect(seeds.size).toBe(5000);
  });

  it('gives unit vectors that are nearly orthogonal', () => {
    const vectorOf = (name: string) => randomUnitVector(createSeededRandom(seedOf(name)), 64);
    const vectors = Array.from({ length: 60 }, (_, i) => vectorOf(String(i)));
    expect(dot(vectorOf('3'), vectors[3]!)).toBeCloseTo(1, 6);
    const products = vectors.flatMap((a, i) => vectors.slice(i + 1).map((b) => dot(a, b)));
    const meanSquare = products.reduce((sum, value) => sum + value * value, 0) / products.length;
    expect(Math.sqrt(meanSquare)).toBeLessThan(1.2 / Math.sqrt(64));
    expect(Math.max(...products)).toBeLessThan(0.6);
  });
});
