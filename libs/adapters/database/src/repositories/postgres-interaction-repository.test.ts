import type { Interaction } from '@kindred/catalog';
import { makeItem } from '@kindred/catalog/testing';
import { expect, it } from 'vitest';
import { describeWithDatabase } from './test-fixtures/describe-with-database.ts';

const at = (minute: number): Date => new Date(Date.UTC(2026, 0, 1, 0, minute, 0, 7));

function event(overrides: Partial<Interaction>): Interaction {
  return { userId: 'ann', itemId: 'a', type: 'view', occurredAt: at(0), ...overrides };
}

describeWithDatabase('PostgresInteractionRepository', (open) => {
  it('counts an event once, by its id or its content, also inside of one call', async () => {
    const catalog = await open().newCatalog();
    const { interactions } = open().database;
    const events = [
      event({ id: '1' }),
      event({ id: '1', itemId: 'b' }),
      event({}),
      event({}),
      event({ type: 'click' }),
    ];
    expect(await interactions.record(catalog, events)).toEqual({ recorded: 3 });
    expect(await interactions.record(catalog, [...events, event({ id: '2' })])).toEqual({ recorded: 1 });
    expect(await interactions.record(catalog, [])).toEqual({ recorded: 0 });
    expect(await interactions.listByUser(catalog, 'ann', 10)).toHaveLength(4);
  });

  it("lists a shopper's events, newest first, whole", async () => {
    const catalog = await open().newCatalog();
    const { interactions } = open().database;
    const events = [
      event({ id: 'x', occurredAt: at(1), type: 'rating', value: 4.5, recommendationId: 'r1' }),
      event({ id: 'z', occurredAt: at(3) }),
      event({ id: 'y', occurredAt: at(3), itemId: 'unknown item' }),
      event({ id: 'w', userId: 'bob' }),
    ];
    await interactions.record(catalog, events);
    expect(await interactions.listByUser(catalog, 'ann', 10)).toEqual([events[2], events[1], events[0]]);
    expect(await interactions.listByUser(catalog, 'ann', 1)).toEqual([events[2]]);
    expect(await interactions.listByUser(catalog, 'eve\0', 1)).toEqual([]);
    expect(await interactions.listByUser('nowhere', 'ann', 1)).toEqual([]);
  });

  it('remembers when a shopper was seen first and last, whatever the order of the events', async () => {
    const catalog = await open().newCatalog();
    for (const minute of [5, 9, 2])
      await open().database.interactions.record(catalog, [event({ occurredAt: at(minute) })]);
    const rows = await open().query('SELECT first_seen_at, last_seen_at FROM shopper WHERE catalog = $1', [catalog]);
    expect(rows).toEqual([{ first_seen_at: at(2), last_seen_at: at(9) }]);
  });

  it('ranks items by the weights of their events, ties by id', async () => {
    const catalog = await open().newCatalog();
    const { interactions, writer } = open().database;
    await interactions.record(catalog, [
      event({ itemId: 'c', type: 'purchase', occurredAt: at(1) }),
      event({ itemId: 'b', type: 'view', occurredAt: at(2) }),
      event({ itemId: 'b', type: 'view', occurredAt: at(3) }),
      event({ itemId: 'a', type: 'view', occurredAt: at(4) }),
      event({ itemId: 'a', type: 'click', occurredAt: at(5) }),
      event({ itemId: 'd', type: 'dislike', occurredAt: at(6) }),
      event({ itemId: 'e', type: 'like', occurredAt: at(7) }),
    ]);
    const typeWeights = { view: 0.1, click: 0.1, purchase: 3, dislike: -1 };
    const all = await interactions.popular(catalog, { limit: 10, typeWeights });
    expect(all).toEqual([
      { itemId: 'c', weight: 3 },
      { itemId: 'a', weight: 0.2 },
      { itemId: 'b', weight: 0.2 },
      { itemId: 'e', weight: 0 },
      { itemId: 'd', weight: -1 },
    ]);
    const recent = await interactions.popular(catalog, { limit: 2, typeWeights, since: at(3) });
    expect(recent).toEqual([
      { itemId: 'a', weight: 0.2 },
      { itemId: 'b', weight: 0.1 },
    ]);
    const items = [makeItem({ id: 'b' }), makeItem({ id: 'c', available: false })];
    await writer.upsert(catalog, { items, blocks: [], references: [] });
    const filter = { kind: 'available', available: true } as const;
    expect(await interactions.popular(catalog, { limit: 5, typeWeights, filter })).toEqual([
      { itemId: 'b', weight: 0.2 },
    ]);
  });

  it('lists shoppers by their number of events', async () => {
    const catalog = await open().newCatalog();
    const { interactions } = open().database;
    const events = ['bob', 'ann', 'cid', 'cid'].map((userId, n) => event({ userId, id: String(n) }));
    await interactions.record(catalog, events);
    expect(await interactions.users(catalog, 2)).toEqual([
      { userId: 'cid', interactions: 2 },
      { userId: 'ann', interactions: 1 },
    ]);
  });

  it('names what is wrong, and keeps nothing of the call', async () => {
    const catalog = await open().newCatalog();
    const { interactions } = open().database;
    await expect(interactions.record('nowhere', [event({})])).rejects.toMatchObject({ code: 'CATALOG_NOT_FOUND' });
    await expect(
      interactions.record(catalog, [event({ id: 'ok' }), event({ id: 'bad', userId: 'a\0' })]),
    ).rejects.toMatchObject({ code: 'UNSTORABLE_TEXT', field: "The interaction's userId" });
    await expect(
      interactions.record(catalog, [event({ id: 'ok' }), event({ id: 'bad', value: 3 })]),
    ).rejects.toMatchObject({ code: 'DATABASE_CONSTRAINT', constraint: 'interaction_value_check' });
    expect(await interactions.users(catalog, 10)).toEqual([]);
  });

  it('lets many record the same events at once', async () => {
    const catalog = await open().newCatalog();
    const { interactions } = open().database;
    const events = Array.from({ length: 60 }, (_, n) => event({ id: String(n), userId: `user-${String(n % 7)}` }));
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, n) => interactions.record(catalog, n % 2 === 0 ? events : events.toReversed())),
    );
    expect(results.reduce((sum, { recorded }) => sum + recorded, 0)).toBe(60);
  });
});
