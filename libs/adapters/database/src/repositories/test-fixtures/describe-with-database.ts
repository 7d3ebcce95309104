import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe } from 'vitest';
import { openDatabase, type Database } from '../../open-database.ts';
import { testServers, type TestServer } from '../../testing/index.ts';

export interface OpenTestDatabase {
  readonly database: Database;
  readonly url: string;
  /** A catalog that no other test has; its currency is EUR. */
  newCatalog(): Promise<string>;
  /** Any statement, on a connection beside the repositories. */
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
}

/** A suite that runs on each test server, on a database of its own. `open` is for use inside of tests. */
export function describeWithDatabase(name: string, suite: (open: () => OpenTestDatabase) => void): void {
  describe.each(testServers)(`${name} on $name`, (server) => {
    let opened: OpenTestDatabase | undefined;
    const ends: (() => Promise<unknown>)[] = [];
    beforeAll(async () => {
      opened = await openOn(server, ends);
    });
    afterAll(async () => {
      for (const end of ends.reverse()) await end();
    });
    suite(() => {
      if (opened === undefined) throw new Error('The test database is open inside of tests only.');
      return opened;
    });
  });
}

async function openOn(server: TestServer, ends: (() => Promise<unknown>)[]): Promise<OpenTestDatabase> {
  const { url, drop } = await server.startDatabase();
  ends.push(drop);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  ends.push(() => client.end());
  const database = await openDatabase({ url });
  ends.push(() => database.close());
  return {
    database,
    url,
    newCatalog: async () => (await database.catalogs.ensure(`shop-${randomUUID()}`, { currency: 'EUR' })).name,
    query: async (text, values) => (await client.query(text, values)).rows,
  };
}
