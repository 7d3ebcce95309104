import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { matchesFilter, type ItemFilter } from '@kindred/catalog';
import { Recommender } from './recommender.ts';
import { SHOP, ShopFixture } from './testing/shop-fixture.ts';

const WEIGHTS = { image: 0.4, text: 0.3, price: 0.1, brand: 0.1, section: 0.1 };
const KINDS = ['desk lamp', 'running shoe', 'tea pot'];

/** 10 lamps, 10 shoes, 10 pots: lamp-0 to lamp-9 and so on; all but the new ones were created on one day. */
function items() {
  return KINDS.flatMap((kind, k) =>
    Array.from({ length: 10 }, (_, n) => ({
      id: `${kind.split(' ')[1] ?? ''}-${String(n)}`,
      title: `${kind} ${['red', 'blue', 'green', 'black', 'white'][n % 5] ?? ''}`,
      seed: k * 3 + n * 0.05,
      price: { amount: 20 * (k + 1) + n, currency: 'EUR' },
      brand: `Brand ${String(k)}`,
      section: [kind],
      available: n !== 9,
      createdAt: new Date(n === 8 ? '2026-02-27T00:00:00Z' : '2026-01-01T00:00:00Z'),
    })),
  );
}

describe('Recommender', () => {
  let shop: ShopFixture;
  let recommender: Recommender;

  beforeEach(async () => {
    shop = new ShopFixture();
    await shop.addItems(items());
    let answers = 0;
    recommender = new Recommender({
      search: shop.search,
      items: shop.itemRepository,
      interactions: shop.interactionRepository,
      clock: () => shop.now,
      newId: () => `answer-${String(++answers)}`,
    });
  });

  const recommend = (limit = 6, more: Partial<Parameters<Recommender['recommend']>[0]> = {}) =>
    recommender.recommend({ catalog: SHOP, userId: 'ann', weights: WEIGHTS, limit, ...more });

  it('recommends what is like the history, says why, and adds up', async () => {
    shop.record('ann', 'purchase', 'lamp-0', 3);
    shop.record('ann', 'view', 'lamp-1', 1);
    const { items: recommended, recommendationId } = await recommend();
    expect(recommendationId).toBe('answer-1');
    expect(recommended).toHaveLength(6);
    for (const item of recommended) {
      expect(item.itemId).toMatch(/^lamp-[2-8]$/);
      expect(item.generator).toBe('NEAREST_TO_INTERESTS');
      expect(['lamp-0', 'lamp-1']).toContain(item.becauseOf);
      expect(item.reason).toBe(
        item.becauseOf === 'lamp-0'
          ? 'Similar to “desk lamp red”, which you bought.'
          : 'Similar to “desk lamp blue”, which you looked at.',
      );
      const sum = item.contributions.reduce((total, { contribution }) => total + contribution, 0);
      expect(sum).toBeCloseTo(item.score, 6);
    }
  });

  it('serves several interests side by side, the larger one first', async () => {
    shop.record('ann', 'purchase', 'lamp-0');
    shop.record('ann', 'view', 'pot-0');
    const { items: recommended } = await recommend(8);
    const kinds = recommended.map(({ itemId }) => itemId.split('-')[0]);
    expect(kinds[0]).toBe('lamp');
    expect(new Set(kinds)).toEqual(new Set(['lamp', 'pot']));
    for (const { itemId, becauseOf } of recommended) expect(itemId.split('-')[0]).toBe(becauseOf?.split('-')[0]);
  });

  it('lets recent events outweigh old ones', async () => {
    shop.record('ann', 'purchase', 'lamp-0', 300);
    shop.record('ann', 'cart', 'shoe-0', 1);
    const { items: recommended } = await recommend(3);
    expect(recommended[0]?.itemId).toMatch(/^shoe/);
  });

  it('never recommends what was bought or disliked, and what was seen only when nothing else is left', async () => {
    const lamps: ItemFilter = { kind: 'section', path: ['desk lamp'] };
    shop.record('ann', 'purchase', 'lamp-0');
    shop.record('ann', 'dislike', 'lamp-1');
    shop.record('ann', 'view', 'lamp-2');
    const ids = (await recommend(10, { filter: lamps })).items.map(({ itemId }) => itemId);
    expect([...ids].sort()).toEqual(['lamp-2', 'lamp-3', 'lamp-4', 'lamp-5', 'lamp-6', 'lamp-7', 'lamp-8']);
    expect(ids.at(-1)).toBe('lamp-2');
  });

  it('leaves out what can not be had, unless it is asked for', async () => {
    shop.record('ann', 'purchase', 'lamp-0');
    const filter: ItemFilter = { kind: 'ids', anyOf: ['lamp-8', 'lamp-9'] };
    const ids = async (includeUnavailable: boolean): Promise<string[]> =>
      (await recommend(5, { filter, includeUnavailable })).items.map(({ itemId }) => itemId).sort();
    expect([await ids(false), await ids(true)]).toEqual([['lamp-8'], ['lamp-8', 'lamp-9']]);
  });

  it('gives a shopper without history popular and new items', async () => {
    for (const user of ['bob', 'eve']) shop.record(user, 'purchase', 'pot-3', 2);
    shop.record('bob', 'view', 'shoe-1', 2);
    shop.record('bob', 'purchase', 'gone', 2);
    shop.record('bob', 'purchase', 'shoe-2', 200);
    const { items: recommended } = await recommend(5);
    expect(recommended.map(({ itemId, generator }) => [itemId, generator])).toEqual([
      ['pot-3', 'POPULAR'],
      ['shoe-1', 'POPULAR'],
      ['lamp-8', 'NEW_ARRIVALS'],
      ['shoe-2', 'POPULAR'],
      ['pot-8', 'NEW_ARRIVALS'],
    ]);
    expect(recommended[0]).toMatchObject({ reason: 'Popular with other shoppers.', contributions: [], score: 1 });
    expect(recommended[2]?.reason).toBe('New in the shop.');
    expect(recommended.map(({ score }) => score)).toEqual([1, 1 / 2, 1 / 3, 1 / 4, 1 / 5]);
  });

  it('takes events of the session into account without a name', async () => {
    const occurredAt = shop.now;
    const session = [{ userId: 'visitor', type: 'view' as const, itemId: 'shoe-0', occurredAt }];
    const { items: recommended } = await recommend(4, { userId: 'visitor', session });
    for (const { itemId } of recommended) expect(itemId).toMatch(/^shoe/);
  });

  it('has nothing to recommend in an empty shop, and takes a history of deleted items for none', async () => {
    shop.record('ann', 'purchase', 'gone');
    expect((await recommend(3)).items.every(({ generator }) => generator === 'NEW_ARRIVALS')).toBe(true);
    const empty = new ShopFixture();
    const other = new Recommender({
      search: empty.search,
      items: empty.itemRepository,
      interactions: shop.interactionRepository,
      clock: () => shop.now,
      newId: () => 'id',
    });
    expect((await other.recommend({ catalog: SHOP, userId: 'ann', weights: WEIGHTS, limit: 3 })).items).toEqual([]);
  });

  it('refuses a limit, a diversity and a user that make no sense', async () => {
    for (const wrong of [{ limit: 0 }, { limit: 101 }, { diversity: 2 }, { diversity: NaN }, { userId: ' ' }])
      await expect(recommend(5, wrong)).rejects.toMatchObject({ code: 'INVALID_RECOMMENDATION_REQUEST' });
  });

  it('whatever happened: deterministic, filtered, without repetition, full, and adding up', async () => {
    const all = items();
    const type = fc.constantFrom('view', 'click', 'cart', 'purchase', 'like', 'dislike');
    const event = fc.record({ user: fc.constantFrom('ann', 'bob'), type, item: fc.nat(29), daysAgo: fc.nat(90) });
    const filters: (ItemFilter | undefined)[] = [
      undefined,
      { kind: 'section', path: ['tea pot'] },
      { kind: 'price', currency: 'EUR', max: 45 },
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 25 }), fc.constantFrom(...filters), async (events, filter) => {
        shop.events.length = 0;
        for (const { user, type: kind, item, daysAgo } of events) shop.record(user, kind, all[item]?.id ?? '', daysAgo);
        const more = filter === undefined ? {} : { filter };
        const { items: recommended } = await recommend(7, more);
        expect((await recommend(7, more)).items).toEqual(recommended);
        const ids = recommended.map(({ itemId }) => itemId);
        expect(new Set(ids).size).toBe(ids.length);
        const bought = new Set(
          events.flatMap(({ user, type: kind, item }) =>
            user === 'ann' && kind === 'purchase' ? [all[item]?.id] : [],
          ),
        );
        expect(ids.filter((id) => bought.has(id))).toEqual([]);
        const found = await shop.itemRepository.findMany(SHOP, ids);
        for (const item of found.values()) {
          expect(item.available).toBe(true);
          if (filter !== undefined) expect(matchesFilter(item.id, item, filter)).toBe(true);
        }
        for (const { contributions, score } of recommended)
          if (contributions.length > 0)
            expect(contributions.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(score, 6);
        if (filter === undefined && bought.size === 0 && !events.some(({ type: kind }) => kind === 'dislike'))
          expect(ids).toHaveLength(7);
      }),
      { numRuns: 60 },
    );
  });
});
