import { matchesFilter, type ItemFilter } from '@kindred/catalog';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InMemoryVectorStore } from '../in-memory-vector-store.ts';
import { SMALL_SPEC, type ContractContext } from './contract-context.ts';
import { imagePoint, imageQuery, PLAIN_FACETS, randomPoints, randomVector, seededRandom } from './contract-points.ts';
import { facetsArbitrary, FILTER_ITEM_IDS, filterArbitrary } from './filter-arbitraries.ts';

const NAME = SMALL_SPEC.name;
const EXISTING_IDS = FILTER_ITEM_IDS.filter((itemId) => itemId !== 'unknown');

/** Filters mean what `matchesFilter` says, and are applied before the limit. */
export function describeFilters(context: ContractContext): void {
  describe('filters', () => {
    it('match as matchesFilter does, whatever the filter and the facets', async () => {
      const store = context.store();
      await store.ensureCollection(SMALL_SPEC);
      const allFacets = fc.array(facetsArbitrary, { minLength: EXISTING_IDS.length, maxLength: EXISTING_IDS.length });
      await fc.assert(
        fc.asyncProperty(
          allFacets,
          fc.array(filterArbitrary, { minLength: 1, maxLength: 8 }),
          async (facets, filters) => {
            const points = EXISTING_IDS.map((itemId, index) =>
              imagePoint(itemId, [1, 0, 0, 0], { facets: facets[index] ?? PLAIN_FACETS }),
            );
            await store.upsert(NAME, points);
            for (const filter of filters) {
              const expected = points
                .filter((point) => matchesFilter(point.itemId, point.facets, filter))
                .map((point) => point.itemId);
              const hits = (await store.search(NAME, imageQuery([1, 0, 0, 0], { filter, limit: 100 }))).points;
              expect(hits.map((hit) => hit.itemId).sort()).toEqual(expected.sort());
              expect(await store.count(NAME, filter)).toBe(expected.length);
            }
          },
        ),
        { numRuns: context.propertyRuns },
      );
    });

    it('never cost rows: the best `limit` of those that match come back', async () => {
      const store = context.store();
      const oracle = new InMemoryVectorStore();
      const points = randomPoints(400, 5).map((point, index) => ({
        ...point,
        facets: { ...PLAIN_FACETS, section: [`S${String(index % 40)}`], available: index % 2 === 0 },
      }));
      for (const each of [store, oracle]) {
        await each.ensureCollection(SMALL_SPEC);
        await each.upsert(NAME, points);
      }
      const filters: ItemFilter[] = [
        { kind: 'section', path: ['S7'] },
        { kind: 'available', available: true },
        { kind: 'ids', anyOf: ['item-399', 'item-0'] },
        { kind: 'not', filter: { kind: 'section', path: ['S7'] } },
      ];
      for (const [index, filter] of filters.entries()) {
        const matching = points.filter((point) => matchesFilter(point.itemId, point.facets, filter)).length;
        for (const limit of [1, 10, 250]) {
          const query = { vector: randomVector(seededRandom(index)), weights: [0.5, 0.3, -0.2], limit, filter };
          const hits = (await store.search(NAME, query)).points;
          expect(hits).toHaveLength(Math.min(limit, matching));
          expect(hits.map((hit) => hit.itemId)).toEqual(
            (await oracle.search(NAME, query)).points.map((hit) => hit.itemId),
          );
        }
      }
    });

    it('see the facets of a replaced point', async () => {
      const store = context.store();
      await store.ensureCollection(SMALL_SPEC);
      await store.upsert(NAME, [imagePoint('a', [1, 0, 0, 0])]);
      await store.upsert(NAME, [imagePoint('a', [1, 0, 0, 0], { facets: { ...PLAIN_FACETS, available: false } })]);
      expect(await store.count(NAME, { kind: 'available', available: true })).toBe(0);
      expect(await store.count(NAME, { kind: 'available', available: false })).toBe(1);
    });
  });
}
