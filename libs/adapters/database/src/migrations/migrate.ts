import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { MigrationChecksumError, MigrationFailedError, UnknownMigrationError } from '../errors.ts';
import { translateError } from '../repositories/translate-error.ts';
import { type Migration, MIGRATIONS_DIR, readMigrations } from './read-migrations.ts';

/** The lock that Prisma's own engine takes, so that the two exclude each other. */
const PRISMA_LOCK = 72_707_369;

/** Prisma's own table, in its own words. */
const HISTORY_TABLE = `
CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum"              VARCHAR(64) NOT NULL,
    "finished_at"           TIMESTAMPTZ,
    "migration_name"        VARCHAR(255) NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        TIMESTAMPTZ,
    "started_at"            TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count"   INTEGER NOT NULL DEFAULT 0
)`;

export interface MigrateOptions {
  /** Default: the repository's `prisma/migrations`. */
  readonly migrationsDir?: string;
  readonly connectionTimeoutMs?: number;
  /** How long another process may take with the same; default 120,000. */
  readonly lockTimeoutMs?: number;
  readonly log?: (line: string) => void;
}

interface AppliedMigration {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: Date | null;
}

/**
 * Brings the schema up to date: applies the migrations that the database lacks, each in one transaction, and records them as
 * `prisma migrate deploy` does, so that the two can be used in turn. Two processes may call it at once.
 * @returns names of those applied now
 * @throws MigrationChecksumError, UnknownMigrationError, MigrationFailedError, DatabaseUnavailableError, DatabaseTimeoutError
 */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<string[]> {
  const migrations = await readMigrations(options.migrationsDir ?? MIGRATIONS_DIR);
  const client = new pg.Client({
    connectionString: url,
    application_name: 'kindred-migrate',
    connectionTimeoutMillis: options.connectionTimeoutMs ?? 10_000,
    lock_timeout: options.lockTimeoutMs ?? 120_000,
  });
  // A lost connection is told by the statement that is under way.
  client.on('error', () => undefined);
  try {
    await client.connect();
    // Held by the session: it is given back when the connection ends, however that happens.
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK]);
    return await applyMissing(client, migrations, options.log ?? (() => undefined));
  } catch (error) {
    throw translateError(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function applyMissing(
  client: pg.Client,
  migrations: readonly Migration[],
  log: (line: string) => void,
): Promise<string[]> {
  const { rows: history } = await client.query<{ exists: boolean }>(
    `SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS "exists"`,
  );
  if (history[0]?.exists !== true) await client.query(HISTORY_TABLE);
  const { rows } = await client.query<AppliedMigration>(
    `SELECT "migration_name", "checksum", "finished_at" FROM "_prisma_migrations"
     WHERE "rolled_back_at" IS NULL ORDER BY "started_at"`,
  );
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const applied of rows) checkApplied(applied, known.get(applied.migration_name));
  const done = new Set(rows.map(({ migration_name }) => migration_name));
  const missing = migrations.filter(({ name }) => !done.has(name));
  for (const migration of missing) {
    await apply(client, migration);
    log(`Applied migration ${migration.name}`);
  }
  return missing.map(({ name }) => name);
}

function checkApplied(applied: AppliedMigration, migration: Migration | undefined): void {
  const { migration_name: name, checksum, finished_at } = applied;
  if (finished_at === null)
    throw new MigrationFailedError(
      name,
      "it was begun by 'prisma migrate' and not finished; mend the database and run 'prisma migrate resolve'",
    );
  if (migration === undefined) throw new UnknownMigrationError(name);
  if (!migration.acceptedChecksums.has(checksum)) throw new MigrationChecksumError(name, checksum, migration.checksum);
}

/** The statements of a file are sent as one, so that functions and comments may hold semicolons. */
async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    const { rows } = await client.query<{ now: Date }>('SELECT clock_timestamp() AS now');
    await client.query(sql);
    await client.query(
      `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "started_at", "finished_at", "applied_steps_count")
       VALUES ($1, $2, $3, $4, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name, rows[0]?.now],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw new MigrationFailedError(name, error instanceof Error ? error.message : String(error), { cause: error });
  }
}
