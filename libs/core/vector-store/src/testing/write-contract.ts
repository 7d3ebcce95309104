import { describe, expect, it } from 'vitest';
import { SMALL_SPEC, type ContractContext } from './contract-context.ts';
import { imagePoint, imageQuery, pointOf, randomPoints } from './contract-points.ts';

const NAME = SMALL_SPEC.name;
const ODD_IDS = [
  'SKU-1',
  '007',
  '7',
  '7.0',
  'é/b',
  '👟',
  "it's",
  'a"b',
  'a\\b',
  'x_y',
  '%',
  ' padded ',
  'NULL',
  '</script>',
];

/** Upsert, delete, fetch and count. */
export function describeWrites(context: ContractContext): void {
  describe('writes', () => {
    it('keeps every item id as given', async () => {
      const store = context.store();
      await store.ensureCollection(SMALL_SPEC);
      await store.upsert(
        NAME,
        ODD_IDS.map((itemId) => imagePoint(itemId, [1, 0, 0, 0])),
      );
      const found = await store.fetch(NAME, ODD_IDS);
      expect([...found.keys()].sort()).toEqual([...ODD_IDS].sort());
      expect(await store.count(NAME)).toBe(ODD_IDS.length);
      await store.delete(NAME, ['007', "it's", 'a\\b', '👟', '%']);
      const left = (await store.search(NAME, imageQuery([1, 0, 0, 0], { limit: 100 }))).points;
      expect(left.map((hit) => hit.itemId).sort()).toEqual(
        ODD_IDS.filter((itemId) => !['007', "it's", 'a\\b', '👟', '%'].includes(itemId)).sort(),
      );
    });

    it('shows an upsert to the next search', async () => {
      const store = context.store();
      await store.ensureCollection(SMALL_SPEC);
      for (let round = 0; round < 5; round++) {
        const itemId = `new-${String(round)}`;
        await store.upsert(NAME, [imagePoint(itemId, [1, 0, 0, 0])]);
        const hits = (await store.search(NAME, imageQuery([1, 0, 0, 0]))).points;
        expect(hits).toHaveLength(round + 1);
        expect(hits.map((hit) => hit.itemId)).toContain(itemId);
      }
    });

    it('replaces a point whole, and takes the last of two with one id', async () => {
      const store = context.store();
      await store.ensureCollection(SMALL_SPEC);
      await store.upsert(NAME, [imagePoint('a', [1, 0, 0, 0], { imputed: ['text'] })]);
      const second = pointOf(
        'a',
        [
          [0, 1, 0, 0],
          [1, 0, 0],
          [0, 1],
        ],
        { facets: { section: [], available: false, attributes: {}, createdAt: new Date(0) } },
      );
      await store.upsert(NAME, [imagePoint('a', [0, 0, 1, 0]), second]);
      expect(await store.count(NAME)).toBe(1);
      expect((await store.fetch(NAME, ['a'])).get('a')).toEqual(second);
      const hits = (await store.search(NAME, imageQuery([0, 1, 0, 0]))).points;
      expect(hits.map((hit) => [hit.itemId, hit.imputed, hit.similarities[0]])).toEqual([['a', [], 1]]);
    });

    it('forgets deleted points, ignores unknown ids, and takes a deleted id again', async () => {
      const store = context.store();
      await store.ensureCollection(SMALL_SPEC);
      await store.upsert(NAME, randomPoints(20, 3));
      await store.delete(NAME, ['item-3', 'item-4', 'unknown']);
      expect(await store.count(NAME)).toBe(18);
      const hits = (await store.search(NAME, imageQuery([1, 0, 0, 0], { limit: 100 }))).points;
      expect(hits.filter((hit) => ['item-3', 'item-4'].includes(hit.itemId))).toEqual([]);
      expect((await store.fetch(NAME, ['item-3', 'item-5'])).has('item-3')).toBe(false);
      await store.upsert(NAME, [imagePoint('item-3', [1, 0, 0, 0])]);
      expect((await store.search(NAME, imageQuery([1, 0, 0, 0], { limit: 1 }))).points[0]?.itemId).toBe('item-3');
      await store.delete(NAME, []);
      await store.upsert(NAME, []);
      expect(await store.count(NAME)).toBe(19);
    });

    it('fetches points as they were written', async () => {
      const store = context.store();
      await store.ensureCollection(SMALL_SPEC);
      const points = randomPoints(10, 4);
      await store.upsert(NAME, points);
      const found = await store.fetch(NAME, ['item-2', 'item-7', 'unknown']);
      expect(found).toEqual(
        new Map([
          ['item-2', points[2]],
          ['item-7', points[7]],
        ]),
      );
      expect(await store.fetch(NAME, [])).toEqual(new Map());
    });

    it('keeps its own copy of what was given', async () => {
      const store = context.store();
      await store.ensureCollection(SMALL_SPEC);
      const point = imagePoint('a', [1, 0, 0, 0]);
      await store.upsert(NAME, [point]);
      point.vector.fill(0);
      const first = (await store.fetch(NAME, ['a'])).get('a');
      first?.vector.fill(0.5);
      expect((await store.fetch(NAME, ['a'])).get('a')?.vector[0]).toBe(1);
    });

    it('searches while it writes, and never sees half a point', async () => {
      const store = context.store();
      await store.ensureCollection(SMALL_SPEC);
      const version = (sign: number): Promise<void> =>
        store.upsert(
          NAME,
          Array.from({ length: 50 }, (_, index) =>
            pointOf(`i${String(index)}`, [
              [sign, 0, 0, 0],
              [sign, 0, 0],
              [sign, 0],
            ]),
          ),
        );
      await version(1);
      const query = {
        ...imageQuery([1, 0, 0, 0], { limit: 100 }),
        vector: Float32Array.of(1, 0, 0, 0, 1, 0, 0, 1, 0),
        weights: [1, 1, 1],
      };
      for (let round = 0; round < 10; round++) {
        const [, { points: hits }] = await Promise.all([version(round % 2 === 0 ? -1 : 1), store.search(NAME, query)]);
        expect(hits).toHaveLength(50);
        for (const { similarities } of hits) expect(new Set(similarities).size).toBe(1);
      }
    });
  });
}
