import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CliConfig } from '../config.ts';
import { NothingImportedError } from '../errors.ts';
import { clusterDir, hasDatabase, openAsItIs, type OpenDatabase } from './open-database.ts';

/** A PostgreSQL as it was found: no migration is applied. */
export interface InspectedDatabase {
  /** Such as `PostgreSQL 18`; without the number where it is another one than the data folder's. */
  readonly version: string;
  /** Where it is, for people; never with a password. */
  readonly place: string;
  readonly database: OpenDatabase;
  /** Undefined where the schema is not the one of this version. */
  readonly catalogs: readonly string[] | undefined;
  readonly schemaProblem: string | undefined;
  close(): Promise<void>;
}

/** Connects, starting the PostgreSQL of the data folder where it doesn't run. @throws NothingImportedError */
export async function inspectDatabase(config: CliConfig): Promise<InspectedDatabase> {
  if (!hasDatabase(config)) throw new NothingImportedError(config.dataDir);
  let place = '';
  const database = await openAsItIs(config, (postgres) => {
    place = postgres.place;
    return Promise.resolve();
  });
  try {
    const found = { version: await versionOf(config), place, database, close: () => database.close() };
    return { ...found, ...(await lookAtSchema(database)) };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function lookAtSchema(database: OpenDatabase): Promise<Pick<InspectedDatabase, 'catalogs' | 'schemaProblem'>> {
  const { DatabaseNotMigratedError } = await import('@kindred/database');
  try {
    return { catalogs: (await database.catalogs.list()).map(({ name }) => name), schemaProblem: undefined };
  } catch (error) {
    if (!(error instanceof DatabaseNotMigratedError)) throw error;
    return { catalogs: undefined, schemaProblem: error.message };
  }
}

async function versionOf({ databaseUrl, dataDir }: CliConfig): Promise<string> {
  if (databaseUrl !== undefined) return 'PostgreSQL';
  return `PostgreSQL ${(await readFile(join(clusterDir(dataDir), 'cluster', 'PG_VERSION'), 'utf8')).trim()}`;
}
