import { describe, expect } from 'vitest';
import { CollectionNotFoundError } from '../errors.ts';
import { itNeeds, SMALL_SPEC, type ContractContext } from './contract-context.ts';
import { PLAIN_FACETS, randomPoints, randomVector, seededRandom } from './contract-points.ts';

const NAME = SMALL_SPEC.name;

/** What outlives the store. */
export function describeReopen(context: ContractContext): void {
  const { reopen } = context.capabilities;

  describe('after close and reopen', () => {
    itNeeds(reopen, 'gives equal answers', async () => {
      const points = randomPoints(500, 6).map((point, index) => ({
        ...point,
        imputed: index % 5 === 0 ? ['text'] : [],
        facets: { ...PLAIN_FACETS, section: [`S${String(index % 7)}`, "O'Neill"] },
      }));
      await context.store().ensureCollection(SMALL_SPEC);
      await context.store().upsert(NAME, points.slice(0, 300));
      await context.store().upsert(NAME, points.slice(200));
      await context.store().delete(NAME, ['item-0', 'item-499']);
      const queries = [1, 2, 3].map((seed) => ({
        vector: randomVector(seededRandom(seed)),
        weights: [0.6, 0.5, -0.2],
        limit: 400,
        filter: { kind: 'not' as const, filter: { kind: 'section' as const, path: ['S3'] } },
      }));
      const answers = (): Promise<unknown> =>
        Promise.all(queries.map(async (query) => (await context.store().search(NAME, query)).points));
      const before = await answers();
      await context.reopen();
      expect(await answers()).toEqual(before);
      expect(await context.store().count(NAME)).toBe(498);
      expect(await context.store().listCollections()).toEqual([SMALL_SPEC]);
      expect((await context.store().fetch(NAME, ['item-250'])).get('item-250')).toEqual(points[250]);
    });

    itNeeds(reopen, 'takes writes again', async () => {
      const [first, second, third] = randomPoints(3, 7);
      await context.store().ensureCollection(SMALL_SPEC);
      await context.store().upsert(NAME, [first!, second!]);
      await context.reopen();
      await context.store().ensureCollection(SMALL_SPEC);
      await context.store().upsert(NAME, [third!, { ...first!, imputed: ['brand'] }]);
      await context.reopen();
      expect(await context.store().fetch(NAME, ['item-0', 'item-1', 'item-2'])).toEqual(
        new Map([
          ['item-0', { ...first!, imputed: ['brand'] }],
          ['item-1', second],
          ['item-2', third],
        ]),
      );
    });

    itNeeds(reopen, 'has forgotten what was dropped', async () => {
      await context.store().ensureCollection(SMALL_SPEC);
      await context.store().dropCollection(NAME);
      await context.reopen();
      await expect(context.store().count(NAME)).rejects.toThrow(CollectionNotFoundError);
    });
  });
}
