import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withClient } from '../embedded/ensure-database.ts';
import { startTestDatabase } from '../testing/start-test-database.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS_DIR } from './read-migrations.ts';

const INIT = '20261124000000_init';

it('profiles made before there was a history get one from their versions', async () => {
  const database = await startTestDatabase({ migrated: false });
  const dir = await mkdtemp(join(tmpdir(), 'kindred-migrations-'));
  await cp(join(MIGRATIONS_DIR, INIT), join(dir, INIT), { recursive: true });
  await migrate(database.url, { migrationsDir: dir });
  await withClient(database.url, async (client) => {
    await client.query(`INSERT INTO catalog (name, currency) VALUES ('shop', 'EUR')`);
    await client.query(`INSERT INTO fusion_profile (catalog, name) VALUES ('shop', 'home')`);
    await client.query(`INSERT INTO fusion_profile_version
      (catalog, profile, version, weights, status, author, reason, created_at, published_at) VALUES
      ('shop', 'home', 1, '{"image": 1}', 'retired', 'Ann', 'begin', '2026-01-01', '2026-01-03'),
      ('shop', 'home', 2, '{"price": 1}', 'published', NULL, NULL, '2026-01-02', '2026-01-04'),
      ('shop', 'home', 3, '{"text": 1}', 'draft', NULL, NULL, '2026-01-05', NULL)`);
  });
  await migrate(database.url);
  const events = await withClient(database.url, async (client) => {
    const { rows } = await client.query<{ event: string }>(
      `SELECT concat_ws(' ', action, version, author, reason) AS event FROM fusion_profile_event ORDER BY sequence`,
    );
    return rows.map(({ event }) => event);
  });
  expect(events).toEqual(['drafted 1 Ann begin', 'drafted 2', 'published 1', 'published 2', 'drafted 3']);
  await rm(dir, { recursive: true });
  await database.drop();
});
