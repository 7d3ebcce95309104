import { expect, it } from 'vitest';
import { describeWithDatabase } from './test-fixtures/describe-with-database.ts';

describeWithDatabase('PostgresCatalogRepository', (open) => {
  it('makes a catalog once, whoever asks and how often', async () => {
    const { catalogs } = open().database;
    const made = await Promise.all(
      ['EUR', 'USD', 'GBP', 'EUR'].map((currency) => catalogs.ensure('shoes', { currency })),
    );
    const stored = await catalogs.load('shoes');
    expect(made).toEqual([stored, stored, stored, stored]);
    expect(await catalogs.ensure('shoes', { currency: 'JPY' })).toEqual(stored);
    expect(Date.now() - stored.createdAt.getTime()).toBeLessThan(60_000);
  });

  it('counts in dollars unless told otherwise, and lists by code points', async () => {
    const { catalogs } = open().database;
    for (const name of ['a', 'Z', '😀', 'ﬀ']) await catalogs.ensure(name);
    expect((await catalogs.list()).map(({ name }) => name)).toEqual(['Z', 'a', 'shoes', 'ﬀ', '😀']);
    expect((await catalogs.load('a')).currency).toBe('USD');
  });

  it.each(['nowhere', '\0', '\ud800', "'; DROP TABLE catalog; --"])('does not find %j', async (name) => {
    await expect(open().database.catalogs.load(name)).rejects.toMatchObject({ code: 'CATALOG_NOT_FOUND' });
  });

  it.each([
    ['', 'EUR'],
    ['   ', 'EUR'],
    ['a\0', 'EUR'],
    ['x'.repeat(101), 'EUR'],
    ['fine', 'euro'],
    ['fine', 'ABC'],
  ])('refuses the name %j with the currency %j', async (name, currency) => {
    await expect(open().database.catalogs.ensure(name, { currency })).rejects.toMatchObject({
      code: 'INVALID_CATALOG',
    });
  });

  it('takes a name of 100 characters that are 200 UTF-16 units', async () => {
    const name = '😀'.repeat(100);
    expect((await open().database.catalogs.ensure(name)).name).toBe(name);
  });
});
