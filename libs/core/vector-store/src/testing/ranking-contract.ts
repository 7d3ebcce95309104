import { compareCodePoints } from '@kindred/catalog';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InMemoryVectorStore } from '../in-memory-vector-store.ts';
import { SMALL_SPEC, type ContractContext } from './contract-context.ts';
import { imagePoint, imageQuery, randomPoints, randomVector, seededRandom } from './contract-points.ts';

const NAME = SMALL_SPEC.name;
const TIED_IDS = ['b', 'a', 'B', '10', '9', 'é', 'e\u0301', '\uffee', '👟', 'a b', 'aa'];

/** Order, limit and exclusion. */
export function describeRanking(context: ContractContext): void {
  describe('ranking', () => {
    it('breaks ties by item id in code-point order, also where the limit cuts through them', async () => {
      const store = context.store();
      await store.ensureCollection(SMALL_SPEC);
      await store.upsert(
        NAME,
        TIED_IDS.map((itemId) => imagePoint(itemId, [1, 0, 0, 0])),
      );
      // '\uffee' is before '👟' (U+1F45F) by code point, behind it by UTF-16 unit.
      const expected = ['10', '9', 'B', 'a', 'a b', 'aa', 'b', 'e\u0301', 'é', '\uffee', '👟'];
      const ids = async (limit: number): Promise<string[]> =>
        (await store.search(NAME, imageQuery([1, 0, 0, 0], { limit }))).points.map((hit) => hit.itemId);
      expect(await ids(100)).toEqual(expected);
      expect(await ids(4)).toEqual(expected.slice(0, 4));
      expect([...TIED_IDS].sort(compareCodePoints)).toEqual(expected);
    });

    it('gives all points where there are fewer than the limit, and none of an empty collection', async () => {
      const store = context.store();
      await store.ensureCollection(SMALL_SPEC);
      expect((await store.search(NAME, imageQuery([1, 0, 0, 0]))).points).toEqual([]);
      await store.upsert(NAME, randomPoints(3, 1));
      expect((await store.search(NAME, imageQuery([1, 0, 0, 0], { limit: 10_000 }))).points).toHaveLength(3);
    });

    it('leaves excluded ids out and fills up with the next ones', async () => {
      const store = context.store();
      await store.ensureCollection(SMALL_SPEC);
      await store.upsert(
        NAME,
        [1, 0.9, 0.8, 0.7].map((x, index) => imagePoint(`p${String(index)}`, [x, 0, 0, 0])),
      );
      const hits = (
        await store.search(NAME, imageQuery([1, 0, 0, 0], { limit: 2, exclude: ['p0', 'p2', 'not-there'] }))
      ).points;
      expect(hits.map((hit) => hit.itemId)).toEqual(['p1', 'p3']);
    });

    it('agrees with exact search for any weights', async () => {
      const store = context.store();
      const oracle = new InMemoryVectorStore();
      const points = randomPoints(300, 2);
      for (const each of [store, oracle]) {
        await each.ensureCollection(SMALL_SPEC);
        await each.upsert(NAME, points);
      }
      const weight = fc.constantFrom(-1, -0.3, 0, 0.2, 0.5, 1);
      const weights = fc.tuple(weight, weight, weight).filter((all) => all.some((each) => each !== 0));
      await fc.assert(
        fc.asyncProperty(weights, fc.nat(), fc.integer({ min: 1, max: 320 }), async (all, seed, limit) => {
          const query = { vector: randomVector(seededRandom(seed)), weights: all, limit };
          const hits = (await store.search(NAME, query)).points;
          const exact = (await oracle.search(NAME, query)).points;
          expect(hits).toHaveLength(exact.length);
          hits.forEach((hit, rank) => {
            expect(Math.abs(hit.score - (exact[rank]?.score ?? Number.NaN))).toBeLessThanOrEqual(2 * context.tolerance);
          });
        }),
        { numRuns: context.propertyRuns },
      );
    });
  });
}
