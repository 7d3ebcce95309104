import { expect, it } from 'vitest';
import { MAX_GOLDEN_QUERIES, type GoldenQueryInput } from '@kindred/catalog';
import { describeWithDatabase } from './test-fixtures/describe-with-database.ts';

const boots: GoldenQueryInput = {
  name: 'boots',
  source: { kind: 'item', itemId: '007' },
  expectedItemIds: ['b', 'a'],
  limit: 5,
  author: 'Ann',
};

describeWithDatabase('PostgresGoldenQueryRepository', (open) => {
  it('saves, finds, replaces and deletes', async () => {
    const catalog = await open().newCatalog();
    const { goldenQueries } = open().database;
    const saved = await goldenQueries.save(catalog, boots);
    expect(saved).toEqual({ ...boots, createdAt: saved.createdAt, updatedAt: saved.updatedAt });
    expect(await goldenQueries.find(catalog, 'boots')).toEqual(saved);
    const source = { kind: 'text', text: 'red boots' } as const;
    const replaced = await goldenQueries.save(catalog, { name: 'boots', source, expectedItemIds: ['c'], limit: 1 });
    expect(replaced).toEqual({
      name: 'boots',
      source,
      expectedItemIds: ['c'],
      limit: 1,
      createdAt: saved.createdAt,
      updatedAt: replaced.updatedAt,
    });
    expect(await goldenQueries.delete(catalog, 'boots')).toBe(true);
    expect(await goldenQueries.delete(catalog, 'boots')).toBe(false);
    expect(await goldenQueries.find(catalog, 'boots')).toBeUndefined();
  });

  it('lists those of a profile with those of all profiles, by name', async () => {
    const catalog = await open().newCatalog();
    const { goldenQueries, profiles } = open().database;
    for (const name of ['home', 'cart']) await profiles.saveDraft(catalog, { name, weights: { text: 1 } });
    await goldenQueries.save(catalog, { ...boots, name: 'z', profile: 'home' });
    await goldenQueries.save(catalog, { ...boots, name: 'Z' });
    await goldenQueries.save(catalog, { ...boots, name: 'a', profile: 'cart' });
    const names = async (profile?: string) => (await goldenQueries.list(catalog, profile)).map(({ name }) => name);
    expect(await names()).toEqual(['Z', 'a', 'z']);
    expect(await names('home')).toEqual(['Z', 'z']);
    expect(await names('none')).toEqual(['Z']);
    expect(await goldenQueries.list(await open().newCatalog())).toEqual([]);
  });

  it('names what is missing or too much', async () => {
    const catalog = await open().newCatalog();
    const { goldenQueries } = open().database;
    await expect(goldenQueries.save('nowhere', boots)).rejects.toMatchObject({ code: 'CATALOG_NOT_FOUND' });
    await expect(goldenQueries.save(catalog, { ...boots, profile: 'q' })).rejects.toMatchObject({
      code: 'PROFILE_NOT_FOUND',
    });
    await expect(goldenQueries.save(catalog, { ...boots, expectedItemIds: ['\0'] })).rejects.toMatchObject({
      code: 'UNSTORABLE_TEXT',
    });
    await open().query(
      `INSERT INTO golden_query (catalog, name, item_id, expected_item_ids, result_limit, updated_at)
       SELECT $1, 'n' || n, 'a', '{b}', 1, now() FROM generate_series(2, $2) AS n`,
      [catalog, MAX_GOLDEN_QUERIES],
    );
    const saves = ['one', 'two', 'three'].map((name) => goldenQueries.save(catalog, { ...boots, name }));
    const outcomes = await Promise.allSettled(saves);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'TOO_MANY_GOLDEN_QUERIES' },
    });
    await goldenQueries.save(catalog, { ...boots, name: 'n2' });
  });
});
