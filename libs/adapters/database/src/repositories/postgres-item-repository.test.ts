import { compareCodePoints, ITEM_SORTS, type Item, type ItemPageQuery } from '@kindred/catalog';
import { makeItem } from '@kindred/catalog/testing';
import { expect, it } from 'vitest';
import { describeWithDatabase } from './test-fixtures/describe-with-database.ts';

/** Ties in every sort, prices in two currencies and missing ones, characters beyond U+FFFF. */
const shop = ['b', 'a', 'ﬀ', '😀', 'é', 'Z', '007', '7', "it's", '\\'].map((id, n) =>
  makeItem({
    id,
    title: n % 3 === 0 ? '😀' : n % 3 === 1 ? 'ﬀ' : 'plain',
    createdAt: new Date(Date.UTC(2026, 0, 1 + (n % 4), 0, 0, 0, n % 2)),
    ...(n % 3 === 2 ? {} : { price: { amount: [0, 9.99, 0.1 + 0.2][n % 3] ?? 0, currency: n % 2 ? 'EUR' : 'USD' } }),
  }),
);

function expectedOrder(items: readonly Item[], { by, descending }: NonNullable<ItemPageQuery['sort']>): string[] {
  const sign = descending === true ? -1 : 1;
  const compare = (left: Item, right: Item): number => {
    if (by === 'ID') return sign * compareCodePoints(left.id, right.id);
    if (by === 'TITLE') return sign * compareCodePoints(left.title, right.title);
    if (by === 'CREATED_AT') return sign * (left.createdAt.getTime() - right.createdAt.getTime());
    const [a, b] = [left.price?.amount, right.price?.amount];
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
    return sign * (a - b);
  };
  return items.toSorted((a, b) => compare(a, b) || compareCodePoints(a.id, b.id)).map(({ id }) => id);
}

describeWithDatabase('PostgresItemRepository', (open) => {
  async function catalogWith(items: readonly Item[]): Promise<string> {
    const catalog = await open().newCatalog();
    await open().database.writer.upsert(catalog, { items, blocks: [], references: [] });
    return catalog;
  }

  it('gives back what was written, in the order asked for, and nothing for ids that no item has', async () => {
    const item = makeItem({
      id: '007',
      description: 'A "boot"\n\t\\',
      price: { amount: 0.1 + 0.2, currency: 'EUR' },
      brand: "L'Oréal",
      section: ['Women', 'Shoes, "all"', 'NULL'],
      attributes: { size: 38, text: '38', tags: ['red', ''], ['__proto__']: 'own', none: [] },
      images: [
        { url: 'https://a.example/1.jpg', contentHash: 'ab' },
        { url: 'file:/2', failure: 'It is broken.' },
      ],
      available: false,
      createdAt: new Date('0044-03-15T12:00:00.123Z'),
      updatedAt: new Date('2026-05-01T00:00:00.999Z'),
    });
    const catalog = await catalogWith([item, makeItem({ id: '7' })]);
    const found = await open().database.items.findMany(catalog, ['7', 'gone', '007', '7', '\0', '\ud800']);
    expect([...found.keys()]).toEqual(['7', '007']);
    expect(found.get('007')).toEqual(item);
    expect(await open().database.items.findMany('no such catalog', ['7'])).toEqual(new Map());
    expect(await open().database.items.findMany('\0', ['7'])).toEqual(new Map());
  });

  const orders = ITEM_SORTS.flatMap((by) => [false, true].map((descending) => ({ by, descending })));
  it.each(orders)('pages by $by (descending: $descending) in a total order, whatever the page size', async (sort) => {
    const catalog = await catalogWith(shop);
    for (const limit of [1, 3, 1000]) {
      const ids: string[] = [];
      for (let after: string | undefined; ;) {
        const page = await open().database.items.page(catalog, {
          sort,
          limit,
          ...(after === undefined ? {} : { after }),
        });
        expect(page.totalCount).toBe(shop.length);
        ids.push(...page.entries.map(({ item }) => item.id));
        expect(page.hasNextPage).toBe(ids.length < shop.length);
        if (!page.hasNextPage) break;
        after = page.entries.at(-1)?.cursor;
      }
      expect(ids).toEqual(expectedOrder(shop, sort));
    }
  });

  it('continues behind a cursor whose item is gone', async () => {
    const catalog = await catalogWith(shop);
    const { items, writer } = open().database;
    const sort = { by: 'TITLE' } as const;
    const first = await items.page(catalog, { sort, limit: 4 });
    await writer.delete(
      catalog,
      first.entries.map(({ item }) => item.id),
    );
    const next = await items.page(catalog, { sort, limit: 4, after: first.entries.at(-1)?.cursor ?? '' });
    expect(next.entries.map(({ item }) => item.id)).toEqual(expectedOrder(shop, sort).slice(4, 8));
  });

  it('refuses cursors that no page of that order gave', async () => {
    const catalog = await catalogWith(shop);
    const { items } = open().database;
    const encode = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64url');
    const page = await items.page(catalog, { sort: { by: 'PRICE' }, limit: 1 });
    const bad = [
      page.entries[0]?.cursor ?? '',
      '',
      'nonsense',
      '\0',
      encode(['TITLE', false, 1, 'a']),
      encode(['TITLE', false, '\0', 'a']),
      encode(['TITLE', false, 'a', '\0']),
      encode(['TITLE', true, 'a', 'a']),
      encode({ by: 'TITLE' }),
    ];
    for (const after of bad)
      await expect(items.page(catalog, { sort: { by: 'TITLE' }, limit: 1, after })).rejects.toMatchObject({
        code: 'INVALID_CURSOR',
      });
    const number = encode(['CREATED_AT', false, 1e300, 'a']);
    await expect(items.page(catalog, { sort: { by: 'CREATED_AT' }, limit: 1, after: number })).rejects.toMatchObject({
      code: 'INVALID_CURSOR',
    });
  });

  it.each([0, -1, 1001, 1.5, NaN])('refuses a page of %s items', async (limit) => {
    await expect(open().database.items.page('shop', { limit })).rejects.toMatchObject({ code: 'INVALID_LIMIT' });
  });

  it('counts and streams a catalog in id order', async () => {
    const catalog = await catalogWith(shop);
    const { items } = open().database;
    expect(await items.count(catalog)).toBe(10);
    expect(await items.count(catalog, { kind: 'ids', anyOf: ['a', 'é', 'x'] })).toBe(2);
    for (const [batchSize, sizes] of [
      [3, [3, 3, 3, 1]],
      [5, [5, 5]],
      [100, [10]],
    ] as const) {
      const batches = await collect(items.stream(catalog, batchSize));
      expect(batches.map((batch) => batch.length)).toEqual(sizes);
      expect(batches.flat().map(({ id }) => id)).toEqual(expectedOrder(shop, { by: 'ID' }));
    }
    expect(await collect(items.stream('no such catalog', 5))).toEqual([]);
  });

  it('lists brands and sections by frequency', async () => {
    const brands = ['ACME Inc.', 'Acme', 'Acme', 'Zeta', 'Beta'];
    const sections = [['A', 'B'], ['A'], ['A'], [], ['A', 'B']];
    const catalog = await catalogWith([
      ...brands.map((brand, n) => makeItem({ id: String(n), brand, section: sections[n] ?? [] })),
      makeItem({ id: 'plain' }),
    ]);
    expect(await open().database.items.facets(catalog)).toEqual({
      brands: [
        { name: 'Acme', count: 3 },
        { name: 'Beta', count: 1 },
        { name: 'Zeta', count: 1 },
      ],
      sections: [
        { path: ['A'], count: 2 },
        { path: ['A', 'B'], count: 2 },
      ],
    });
  });

  it('replaces the photos of an item, and none of an item that is gone', async () => {
    const images = [{ url: 'https://a.example/1' }, { url: 'https://a.example/2' }];
    const catalog = await catalogWith([makeItem({ id: 'a', images }), makeItem({ id: 'b', images })]);
    const { items } = open().database;
    await items.recordImageOutcome(catalog, 'a', [{ url: 'https://a.example/2', failure: 'It says "\0".' }]);
    await items.recordImageOutcome(catalog, 'gone', images);
    await items.recordImageOutcome(catalog, '\0', images);
    const found = await items.findMany(catalog, ['a', 'b']);
    expect(found.get('a')?.images).toEqual([{ url: 'https://a.example/2', failure: 'It says "\ufffd".' }]);
    expect(found.get('b')?.images).toEqual(images);
  });
});

async function collect(batches: AsyncIterable<Item[]>): Promise<Item[][]> {
  const all: Item[][] = [];
  for await (const batch of batches) all.push(batch);
  return all;
}
