import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withClient } from '../embedded/ensure-database.ts';
import { startEmbeddedPostgres } from '../embedded/start-embedded-postgres.ts';
import { migrate } from '../migrations/migrate.ts';

/** Set by the global set-up: the server that all test files of a run share. */
export const SHARED_SERVER_VARIABLE = 'KINDRED_SHARED_TEST_SERVER';

export interface TestDatabase {
  readonly url: string;
  /** Ends its sessions and removes it. */
  drop(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** A server on which a database may be made; default: the one of the test run, or an embedded one of its own. */
  readonly server?: string;
  /** Default true; false leaves it empty. */
  readonly migrated?: boolean;
}

/** An empty database of its own, with the schema; quick where the test run has a server (see `global-setup`). */
export async function startTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const server = options.server ?? process.env[SHARED_SERVER_VARIABLE];
  const started = server === undefined ? await startTestServer() : { url: server, stop: () => Promise.resolve() };
  const name = `kindred_test_${randomUUID().replaceAll('-', '')}`;
  const drop = async () => {
    await withClient(started.url, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    await started.stop();
  };
  try {
    await withClient(started.url, (client) => client.query(`CREATE DATABASE ${name}`));
    const url = new URL(started.url);
    url.pathname = `/${name}`;
    if (options.migrated ?? true) await migrate(url.href);
    return { url: url.href, drop };
  } catch (error) {
    await drop();
    throw error;
  }
}

/** An embedded PostgreSQL in a temporary folder, removed when it stops. */
export async function startTestServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'kindred-test-postgres-'));
  try {
    const server = await startEmbeddedPostgres({ dataDir: join(dir, 'data') });
    return {
      url: server.url,
      stop: async () => {
        await server.stop();
        await rm(dir, { recursive: true, force: true, maxRetries: 10 });
      },
    };
  } catch (error) {
    await rm(dir, { recursive: true, force: true, maxRetries: 10 });
    throw error;
  }
}
