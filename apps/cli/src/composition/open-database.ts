import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '@kindred/database';
import type { CliConfig } from '../config.ts';
import { NothingImportedError } from '../errors.ts';

/** With its URL, for what is kept in the same PostgreSQL by other means. */
export interface OpenDatabase extends Database {
  readonly url: string;
}

/** A PostgreSQL that answers. */
export interface ConnectedPostgres {
  readonly url: string;
  /** For people; without a password. */
  readonly place: string;
  close(): Promise<void>;
}

/** Connects to `DATABASE_URL`, else to the PostgreSQL of the data folder, which is made and started where it isn't. */
export async function connectPostgres({ databaseUrl, dataDir }: CliConfig): Promise<ConnectedPostgres> {
  if (databaseUrl !== undefined) {
    const { hostname, port, pathname } = new URL(databaseUrl);
    const place = `${hostname}${port === '' ? '' : `:${port}`}${pathname}`;
    return { url: databaseUrl, place, close: () => Promise.resolve() };
  }
  const { connectOrStartEmbeddedPostgres } = await import('@kindred/database');
  const { url, owned, stop } = await connectOrStartEmbeddedPostgres({ dataDir: clusterDir(dataDir) });
  const place = `${clusterDir(dataDir)} (${owned ? 'started for this command' : 'run by another process'})`;
  return { url, place, close: stop };
}

/** With its schema up to date. */
export async function openDatabase(config: CliConfig): Promise<OpenDatabase> {
  const { migrate } = await import('@kindred/database');
  return openAsItIs(config, async ({ url }) => {
    await migrate(url);
  });
}

/** After `prepare`. What is opened is closed again if a later step fails. */
export async function openAsItIs(
  config: CliConfig,
  prepare: (postgres: ConnectedPostgres) => Promise<void>,
): Promise<OpenDatabase> {
  const postgres = await connectPostgres(config);
  try {
    const { openDatabase: open } = await import('@kindred/database');
    await prepare(postgres);
    const database = await open({ url: postgres.url });
    return {
      ...database,
      url: postgres.url,
      close: async () => {
        await database.close();
        await postgres.close();
      },
    };
  } catch (error) {
    await postgres.close();
    throw error;
  }
}

/** @throws NothingImportedError */
export async function openExistingDatabase(config: CliConfig): Promise<OpenDatabase> {
  if (!hasDatabase(config)) throw new NothingImportedError(config.dataDir);
  return openDatabase(config);
}

export function hasDatabase({ databaseUrl, dataDir }: CliConfig): boolean {
  return databaseUrl !== undefined || existsSync(join(clusterDir(dataDir), 'cluster'));
}

/** Where the data folder's PostgreSQL lies; the server's place for it too. */
export function clusterDir(dataDir: string): string {
  return join(dataDir, 'postgres');
}
