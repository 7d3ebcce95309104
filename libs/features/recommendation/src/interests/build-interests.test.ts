import { describe, expect, it } from 'vitest';
import { buildInterests } from './build-interests.ts';
import type { History, HistoryItem } from './read-history.ts';

const WEIGHTS = { image: 0.5, text: 0.5 };

function history(liked: Record<string, number>, disliked: Record<string, number> = {}): History {
  const items = (weights: Record<string, number>): HistoryItem[] =>
    Object.entries(weights).map(([itemId, weight]) => ({ itemId, weight, strongest: 'like' }));
  return { liked: items(liked), disliked: items(disliked), excluded: new Set(), seen: new Set() };
}

/** A block on the unit circle. */
const at = (degrees: number): Float32Array =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));
const both = (degrees: number) =>
  new Map([
    ['image', at(degrees)],
    ['text', at(degrees)],
  ]);

describe('buildInterests', () => {
  it('groups what is alike, with shares by weight and the item nearest to the centre', () => {
    const blocks = new Map([
      ['a', both(0)],
      ['b', both(10)],
      ['c', both(20)],
      ['z', both(180)],
    ]);
    const interests = buildInterests(history({ a: 1, b: 1, c: 1, z: 1 }), blocks, WEIGHTS);
    expect(interests.map(({ medoid, share, members }) => [medoid, share, members.length])).toEqual([
      ['b', 0.75, 3],
      ['z', 0.25, 1],
    ]);
  });

  it('does not let a small interest drown in a large one', () => {
    const blocks = new Map([
      ['a', both(0)],
      ['z', both(100)],
    ]);
    const interests = buildInterests(history({ a: 1, z: 0.01 }), blocks, WEIGHTS);
    expect(interests.map(({ medoid }) => medoid)).toEqual(['a', 'z']);
  });

  it('adds a dislike to the interest it is near, at most by half of what is liked', () => {
    const blocks = new Map([
      ['a', both(0)],
      ['z', both(180)],
      ['bad', both(170)],
    ]);
    const interests = buildInterests(history({ a: 1, z: 0.4 }, { bad: -3 }), blocks, WEIGHTS);
    expect(interests.map(({ members }) => members.map(({ itemId, weight }) => [itemId, weight]))).toEqual([
      [['a', 1]],
      [
        ['z', 0.4],
        ['bad', expect.closeTo(-0.2)],
      ],
    ]);
  });

  it('takes only modalities with a weight, and items that are there', () => {
    const mixed = new Map([
      [
        'a',
        new Map([
          ['image', at(0)],
          ['text', at(0)],
        ]),
      ],
      [
        'b',
        new Map([
          ['image', at(0)],
          ['text', at(180)],
        ]),
      ],
    ]);
    expect(buildInterests(history({ a: 1, b: 1, gone: 5 }), mixed, { image: 1, text: 0 })).toHaveLength(1);
    expect(buildInterests(history({ a: 1, b: 1 }), mixed, { text: 1 })).toHaveLength(2);
    expect(buildInterests(history({ gone: 1 }), mixed, WEIGHTS)).toEqual([]);
  });

  it('makes at most 5 interests', () => {
    const blocks = new Map(Array.from({ length: 9 }, (_, n) => [`i${String(n)}`, both(n * 40)] as const));
    const liked = Object.fromEntries([...blocks.keys()].map((id) => [id, 1]));
    const interests = buildInterests(history(liked), blocks, WEIGHTS);
    expect(interests).toHaveLength(5);
    expect(interests.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    expect(interests.flatMap(({ members }) => members)).toHaveLength(9);
  });
});
