import { describe, expect, it } from 'vitest';
import { drawQueries, neighbourRecalls } from './neighbour-recalls.ts';

const vectors = Array.from({ length: 24 }, (_, n) => Float32Array.of(Math.cos(n), Math.sin(n), n % 2 === 0 ? 1 : -1));
const queries = vectors.map((_, index) => index);

describe('neighbourRecalls', () => {
  it('finds all with all coordinates, and half by what says nothing about the halves', async () => {
    const recalls = await neighbourRecalls({ vectors, coordinates: vectors, queries });
    expect(recalls[2]).toBe(1);
    expect(recalls[1]).toBeLessThan(0.8);
    const byHalf = vectors.map((vector) => Float32Array.of(vector[2]!));
    // The ten found are of the twelve of the same half, by index; so are the ten nearest.
    expect((await neighbourRecalls({ vectors, coordinates: byHalf, queries }))[0]).toBeGreaterThan(0.8);
  });

  it('counts a neighbour that ties with the tenth as found', async () => {
    const equal = Array.from({ length: 30 }, () => Float32Array.of(1, 0));
    const reversed = equal.map((_, index) => Float32Array.of(index));
    expect(await neighbourRecalls({ vectors: equal, coordinates: reversed, queries: [29] })).toEqual([1]);
  });

  it('keeps the lower measured recall in between, and measures the last', async () => {
    const dimension = 19;
    const many = Array.from({ length: 40 }, (_, n) =>
      Float32Array.from({ length: dimension }, (_unused, d) => Math.cos((n + 1) * (d + 2) * 1.7)),
    );
    const recalls = await neighbourRecalls({ vectors: many, coordinates: many, queries: [0, 1, 2] });
    expect(recalls).toHaveLength(dimension);
    expect(new Set(recalls.slice(7, 15)).size).toBe(1);
    expect(recalls[16]).toBe(recalls[15]);
    expect(recalls[18]).toBe(1);
  });

  it('loses nothing where there is one item or none', async () => {
    const [alone] = vectors;
    expect(await neighbourRecalls({ vectors: [alone!], coordinates: [alone!], queries: [0] })).toEqual([1, 1, 1]);
    expect(await neighbourRecalls({ vectors: [], coordinates: [], queries: [] })).toEqual([]);
  });
});

it('draws different queries, the same for a seed', () => {
  expect(new Set(drawQueries(50, 20, 1)).size).toBe(20);
  expect(drawQueries(50, 20, 1)).toEqual(drawQueries(50, 20, 1));
  expect(drawQueries(3, 20, 1).sort()).toEqual([0, 1, 2]);
});
