import type { StoredLayout } from '@kindred/fusion';
import { makeItem } from '@kindred/catalog/testing';
import { expect, it } from 'vitest';
import { withClient } from '../embedded/ensure-database.ts';
import { describeWithDatabase } from './test-fixtures/describe-with-database.ts';

function layoutOf(hash: string, means: StoredLayout['means'] = new Map()): Omit<StoredLayout, 'active'> {
  return {
    layout: { hash, blocks: [{ modality: 'image', dimension: 2, encoderId: 'mobile@1 "int8"' }] },
    statistics: {
      logPriceRanges: { EUR: { low: -0.1, high: 0.1 + 0.2 } },
      spreads: { image: 1 / 3, text: 5e-324 },
      itemCount: 7,
    },
    means,
  };
}

describeWithDatabase('PostgresLayoutRepository', (open) => {
  it('has the planner know how much there is, so that items are found by their key at once', async () => {
    const catalog = await open().newCatalog();
    const { layouts, writer } = open().database;
    const items = Array.from({ length: 3000 }, (_, n) => makeItem({ id: `i${String(n)}` }));
    await writer.upsert(catalog, { items, blocks: [], references: [] });
    await layouts.save(catalog, layoutOf('00aa'));
    const plan = await withClient(open().url, async (client) => {
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(
        `EXPLAIN SELECT title FROM item WHERE catalog = '${catalog}' AND id = ANY('{i1,i20,i300,i2000,i2999}')`,
      );
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
    expect(plan).toContain('Index Scan using item_pkey');
  });

  it('gives the active layout back as it was saved', async () => {
    const catalog = await open().newCatalog();
    const { layouts } = open().database;
    const means = new Map([
      [
        'image',
        new Map([
          ['', Float32Array.from([0.1, -0])],
          ['Women\0Boots', Float32Array.from([1e-45, 2])],
        ]),
      ],
      [
        'é',
        new Map([
          ['[]', new Float32Array(0)],
          ['x', Float32Array.from([3])],
        ]),
      ],
    ]);
    const stored = layoutOf('00ff', means);
    await layouts.save(catalog, stored);
    expect(await layouts.findActive(catalog)).toBeUndefined();
    expect(await layouts.findActiveHash(catalog)).toBeUndefined();
    await layouts.activate(catalog, '00ff');
    expect(await layouts.findActive(catalog)).toEqual({ ...stored, active: true });
    expect(await layouts.findActiveHash(catalog)).toBe('00ff');
    expect(await layouts.findActive(await open().newCatalog())).toBeUndefined();
  });

  it('finds a layout by its hash, with its transforms bit for bit', async () => {
    const catalog = await open().newCatalog();
    const { layouts } = open().database;
    const common = { encoderId: 'mobile@1', inputDimension: 3, fittedOn: 9 };
    const method = { center: true, scale: false, whiten: true, dimensions: 2 };
    const transforms = new Map([
      [
        'image',
        {
          ...common,
          id: '00aa',
          method,
          dimension: 2,
          center: Float32Array.of(0.1, -0, 1e-45),
          axes: [Float32Array.of(1, 2, 3), Float32Array.of(4, 5, 0.3)],
        },
      ],
      ['é', { ...common, id: '00bb', method, dimension: 3, scale: Float32Array.of(1, 2, 1 / 3) }],
    ]);
    const stored = { ...layoutOf('00ff'), transforms };
    await layouts.save(catalog, stored);
    expect(await layouts.find(catalog, '00ff')).toEqual({ ...stored, active: false });
    await layouts.activate(catalog, '00ff');
    expect(await layouts.findActive(catalog)).toEqual({ ...stored, active: true });
    expect(await layouts.find(catalog, '00ee')).toBeUndefined();
    expect(await layouts.find(await open().newCatalog(), '00ff')).toBeUndefined();
  });

  it('replaces statistics and means, and stays active', async () => {
    const catalog = await open().newCatalog();
    const { layouts } = open().database;
    await layouts.save(catalog, layoutOf('aa'));
    await layouts.activate(catalog, 'aa');
    const fitted = layoutOf('aa', new Map([['image', new Map([['', Float32Array.from([1, 2])]])]]));
    const refitted = { ...fitted, statistics: { ...fitted.statistics, itemCount: 14 } };
    await layouts.save(catalog, refitted);
    expect(await layouts.findActive(catalog)).toEqual({ ...refitted, active: true });
  });

  it('has one active layout, whoever activates at once', async () => {
    const catalog = await open().newCatalog();
    const { layouts } = open().database;
    const hashes = ['a1', 'b2', 'c3', 'd4', 'e5', 'f6'];
    for (const hash of hashes) await layouts.save(catalog, layoutOf(hash));
    await Promise.all(hashes.map((hash) => layouts.activate(catalog, hash)));
    const rows = await open().query('SELECT hash FROM layout WHERE catalog = $1 AND active', [catalog]);
    expect(rows).toEqual([{ hash: await layouts.findActiveHash(catalog) }]);
    await layouts.activate(catalog, 'c3');
    expect(await layouts.findActiveHash(catalog)).toBe('c3');
  });

  it('refuses what is not there, and leaves the active one', async () => {
    const catalog = await open().newCatalog();
    const { layouts } = open().database;
    await layouts.save(catalog, layoutOf('aa'));
    await layouts.activate(catalog, 'aa');
    for (const hash of ['bb', '\0'])
      await expect(layouts.activate(catalog, hash)).rejects.toMatchObject({ code: 'LAYOUT_NOT_FOUND' });
    expect(await layouts.findActiveHash(catalog)).toBe('aa');
    await expect(layouts.save('nowhere', layoutOf('aa'))).rejects.toMatchObject({ code: 'CATALOG_NOT_FOUND' });
    expect(await layouts.findActiveHash('\ud800')).toBeUndefined();
  });
});
