import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { startEmbeddedPostgres } from '../../embedded/start-embedded-postgres.ts';
import { openDatabase, type Database } from '../../open-database.ts';

const MIGRATIONS = new URL('../../../../../../prisma/migrations/', import.meta.url);

export interface TestDatabase {
  readonly database: Database;
  readonly url: string;
  /** A catalog that no other test has. */
  newCatalog(): Promise<string>;
  /** Any statement, beside the repositories. */
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
}

/** A database of its own for the tests of a file: on the server of TEST_DATABASE_URL, else on an embedded one. */
export function useTestDatabase(): () => TestDatabase {
  let opened: TestDatabase | undefined;
  const ends: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    const url = await createDatabase(ends);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    ends.unshift(() => client.end());
    for (const migration of (await readdir(MIGRATIONS)).filter((name) => /^\d/.test(name)).sort())
      await client.query(await readFile(new URL(`${migration}/migration.sql`, MIGRATIONS), 'utf8'));
    const database = await openDatabase({ url });
    ends.unshift(() => database.close());
    const newCatalog = async () => (await database.catalogs.ensure(`shop-${randomUUID()}`, { currency: 'EUR' })).name;
    opened = { database, url, newCatalog, query: async (text, values) => (await client.query(text, values)).rows };
  });
  afterAll(async () => {
    for (const end of ends) await end();
  });
  return () => {
    if (opened === undefined) throw new Error('The test database is open inside of tests only.');
    return opened;
  };
}

async function createDatabase(ends: (() => Promise<unknown>)[]): Promise<string> {
  const server = process.env['TEST_DATABASE_URL'];
  if (server === undefined) {
    const dataDir = await mkdtemp(join(tmpdir(), 'kindred-repositories-'));
    ends.push(() => rm(dataDir, { recursive: true, force: true, maxRetries: 10 }));
    const postgres = await startEmbeddedPostgres({ dataDir });
    ends.unshift(() => postgres.stop());
    return postgres.url;
  }
  const name = `kindred_test_${randomUUID().replaceAll('-', '')}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  ends.push(async () => {
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.end();
  });
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
