import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import pg from 'pg';
import type { TestDatabase } from '../testing/start-test-database.ts';
import { testServers } from '../testing/test-servers.ts';

const CHECK_VIOLATION = '23514';
const UNIQUE_VIOLATION = '23505';
const INTEGRITY_VIOLATION = '23000';

describe.each(testServers)('the schema on $name', ({ startDatabase }) => {
  let database: TestDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await startDatabase();
    client = new pg.Client(database.url);
    await client.connect();
    await client.query(`INSERT INTO catalog (name, currency) VALUES ('shop', 'EUR')`);
    await client.query(`INSERT INTO fusion_profile (catalog, name) VALUES ('shop', 'home')`);
    await client.query(`INSERT INTO fusion_profile_version (catalog, profile, version, weights, status, published_at)
      VALUES ('shop', 'home', 1, '{"image": 1}', 'published', now()), ('shop', 'home', 2, '{"price": 1}', 'draft', NULL)`);
  });

  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it.each([
    ['a currency that is none', `INSERT INTO catalog (name, currency) VALUES ('other', 'euro')`],
    [
      'a price without a currency',
      `INSERT INTO item (catalog, id, title, section, price_amount, created_at, updated_at) VALUES ('shop', '1', 't', '{}', 1, now(), now())`,
    ],
    [
      'a negative price',
      `INSERT INTO item (catalog, id, title, section, price_amount, price_currency, created_at, updated_at) VALUES ('shop', '1', 't', '{}', -1, 'EUR', now(), now())`,
    ],
    [
      'a price that is not a number',
      `INSERT INTO item (catalog, id, title, section, price_amount, price_currency, created_at, updated_at) VALUES ('shop', '1', 't', '{}', 'NaN', 'EUR', now(), now())`,
    ],
    [
      'clips that are no list',
      `INSERT INTO item (catalog, id, title, section, audio, created_at, updated_at) VALUES ('shop', '1', 't', '{}', '{}', now(), now())`,
    ],
    [
      'a vector that is cut off',
      `INSERT INTO encoded_block (encoder_id, input_hash, vector) VALUES ('e', 'h', '\\x000000')`,
    ],
    [
      'a rating without its value',
      `INSERT INTO interaction (catalog, id, user_id, item_id, type, occurred_at) VALUES ('shop', '1', 'u', 'i', 'rating', now())`,
    ],
    [
      'counts that do not reconcile',
      `INSERT INTO run (catalog, kind, status, source, read) VALUES ('shop', 'import', 'running', 's', 1)`,
    ],
    ['a key that is not hashed', `INSERT INTO api_key (prefix, hash, role) VALUES ('p', '\\x00', 'admin')`],
  ])('refuses %s', async (_what, sql) => {
    await expect(client.query(sql)).rejects.toMatchObject({ code: CHECK_VIOLATION });
  });

  it('has at most one published version per profile', async () => {
    const publishSecond = `UPDATE fusion_profile_version SET status = 'published', published_at = now() WHERE version = 2`;
    await expect(client.query(publishSecond)).rejects.toMatchObject({ code: UNIQUE_VIOLATION });
  });

  it('never changes the weights of a version', async () => {
    const change = `UPDATE fusion_profile_version SET weights = '{"image": 2}' WHERE version = 1`;
    await expect(client.query(change)).rejects.toMatchObject({ code: INTEGRITY_VIOLATION });
  });

  it('has at most one active layout per catalog', async () => {
    const insert = (hash: string) =>
      client.query(
        `INSERT INTO layout (catalog, hash, blocks, statistics, means, active) VALUES ('shop', $1, '[]', '{}', '', true)`,
        [hash],
      );
    await insert('a');
    await expect(insert('b')).rejects.toMatchObject({ code: UNIQUE_VIOLATION });
  });

  it('orders ids by code points, whatever the collation of the database', async () => {
    const ids = ['😀', 'ﬀ', 'é', 'Z', 'a', '7', '007'];
    await client.query(
      `INSERT INTO item (catalog, id, title, section, created_at, updated_at) SELECT 'shop', id, 't', '{}', now(), now() FROM unnest($1::text[]) AS id`,
      [ids],
    );
    const { rows } = await client.query<{ id: string }>(`SELECT id FROM item ORDER BY id`);
    expect(rows.map(({ id }) => id)).toEqual(['007', '7', 'Z', 'a', 'é', 'ﬀ', '😀']);
  });
});
