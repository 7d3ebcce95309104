import type { Item } from '@kindred/catalog';
import type { VectorPoint } from '@kindred/vector-store';
import { expect, it } from 'vitest';
import { findProblems, type StoredState } from './check-stores.ts';
import { revisedGroup } from './revised-item.ts';

const BLOCKS = [
  { modality: 'image', dimension: 1 },
  { modality: 'text', dimension: 2 },
];
const WRITTEN = { acknowledged: new Map([[0, 2]]), sent: new Map([[0, 3]]) };

/** Group 0 as revision 2 leaves it. */
function whole(): { items: Map<string, Item>; points: Map<string, VectorPoint>; pointCount: number } {
  const createdAt = new Date(0);
  const items = revisedGroup(0, 2).map((item): Item => {
    return { ...item, attributes: {}, images: [], audio: [], available: true, createdAt, updatedAt: createdAt };
  });
  const points = items.map(({ id, price, section }): VectorPoint => {
    const facets = { section, price, available: true, attributes: {}, createdAt };
    return { itemId: id, vector: Float32Array.of(0.3, 0.6, 0.8), imputed: ['image'], facets };
  });
  return {
    items: new Map(items.map((item) => [item.id, item])),
    points: new Map(points.map((point) => [point.itemId, point])),
    pointCount: items.length,
  };
}

function problemsAfter(change: (state: ReturnType<typeof whole>) => void): string[] {
  const state = whole();
  change(state);
  return findProblems({ ...state, blocks: BLOCKS } satisfies StoredState, WRITTEN);
}

it('finds nothing where everything is there', () => {
  expect(problemsAfter(() => undefined)).toEqual([]);
});

it.each<[string, (state: ReturnType<typeof whole>) => void, RegExp]>([
  [
    'an acknowledged item is gone',
    (state) => {
      state.items.delete('g0-i3');
      state.pointCount = 9;
    },
    /g0-i3: acknowledged, and not in PostgreSQL/,
  ],
  ['a point is gone', ({ points }) => points.delete('g0-i3'), /g0-i3: is in PostgreSQL, and not in the vector store/],
  ['counts differ', (state) => (state.pointCount = 11), /^11 points for 10 items in PostgreSQL$/],
  [
    'an older revision is back',
    ({ items }) => items.set('g0-i3', { ...items.get('g0-i3')!, price: { amount: 1, currency: 'EUR' } }),
    /g0-i3: has revision 1, 2 was acknowledged and 3 sent last/,
  ],
  [
    'half an item is newer',
    ({ items }) => items.set('g0-i3', { ...items.get('g0-i3')!, price: { amount: 3, currency: 'EUR' } }),
    /g0-i3: has the price of revision 3 and another title/,
  ],
  [
    'the vector store is behind',
    ({ points }) => {
      const { facets, ...point } = points.get('g0-i3')!;
      points.set('g0-i3', { ...point, facets: { ...facets, price: { amount: 1, currency: 'EUR' } } });
    },
    /g0-i3: has revision 2 in PostgreSQL and 1 in the vector store/,
  ],
  [
    'a block is empty',
    ({ points }) => points.set('g0-i3', { ...points.get('g0-i3')!, vector: new Float32Array(3) }),
    /g0-i3: has a text block of length 0\.000/,
  ],
])('says when %s', (_name, change, sentence) => {
  expect(problemsAfter(change)).toEqual([expect.stringMatching(sentence)]);
});
