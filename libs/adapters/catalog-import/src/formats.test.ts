import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, it } from 'vitest';
import { openCatalogFile } from './catalog-file.ts';
import { openInteractionFile } from './interaction-file.ts';
import { collect, tempFile } from './testing/temp-file.ts';

const expected = {
  id: '007',
  title: 'Rope',
  price: { amount: 12.5, currency: 'EUR' },
  section: ['Sports', 'Ropes'],
  images: ['https://x.org/1.jpg', 'https://x.org/2.jpg'],
  createdAt: new Date('2026-01-02T03:04:05Z'),
  attributes: { colour: 'red' },
};

it('reads JSON lines: nested objects, lists, long numbers; a broken line is a failure', async () => {
  const item = {
    ...expected,
    createdAt: '2026-01-02T04:04:05+01:00',
    available: null,
  };
  const path = tempFile(
    'items.jsonl',
    `${JSON.stringify(item)}\n{"id": 12345678901234567890, "title": "Big"\n\n{"id": 12345678901234567890, "title": "Big"}\n[1]\n`,
  );
  const file = await openCatalogFile(path);
  expect(file.rowCount).toBe(4);
  const rows = await collect(file);
  expect(rows[0]).toMatchObject({ row: 1, input: expected });
  expect(rows[1]).toMatchObject({ row: 2, failure: expect.stringContaining('not JSON') as string });
  expect(rows[2]).toMatchObject({ row: 3, line: 4, input: { id: '12345678901234567890', title: 'Big' } });
  expect(rows[3]).toMatchObject({ row: 4, failure: 'the line is not a JSON object' });
});

it('reads Parquet in the order of its rows, lists and structures too, whatever the name of the file', async () => {
  const path = join(dirname(tempFile('x', '')), "it's [1].parquet");
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`COPY (
    SELECT CASE WHEN i = 1 THEN '007' ELSE 'n' || i END AS id, 'Rope' AS title, {amount: 12.5::DECIMAL(8,2), currency: 'EUR'} AS price,
      ['Sports', 'Ropes'] AS section, ['https://x.org/1.jpg', 'https://x.org/2.jpg'] AS images,
      TIMESTAMP '2026-01-02 03:04:05' AS created_at, {colour: 'red'} AS attributes
    FROM range(1, 5001) t(i)) TO '${path.replaceAll("'", "''")}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
  const file = await openCatalogFile(path);
  expect(file.rowCount).toBe(5000);
  const rows = await collect(file);
  expect(rows).toHaveLength(5000);
  expect(rows[0]).toMatchObject({ row: 1, input: expected });
  expect(rows.map((row) => ('input' in row ? row.input.id : '')).slice(1)).toEqual(
    Array.from({ length: 4999 }, (_, index) => `n${String(index + 2)}`),
  );
});

it('reads interactions', async () => {
  const path = tempFile(
    'interactions.csv',
    'user_id,item_id,type,value,occurred_at\nu1,007,view,,2026-01-02T03:04:05Z\nu1,007,add to cart,,1767323045\n' +
      'u2,1,rating,4.5,2026-01-02\nu2,1,stare,,2026-01-02\n,1,view,,2026-01-02\nu2,1,view,,soon\n',
  );
  const rows = await collect(await openInteractionFile(path));
  const at = new Date('2026-01-02T03:04:05Z');
  expect(rows.map((row) => ('input' in row ? row.input : row.failure))).toEqual([
    { userId: 'u1', itemId: '007', type: 'view', occurredAt: at },
    { userId: 'u1', itemId: '007', type: 'cart', occurredAt: at },
    { userId: 'u2', itemId: '1', type: 'rating', value: 4.5, occurredAt: new Date('2026-01-02') },
    "type 'stare' is none of view, click, cart, purchase, like, dislike, rating",
    'user_id is missing',
    "occurred_at 'soon' is not a date such as 2026-03-31 or 2026-03-31T12:00:00Z",
  ]);
});
