import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withClient } from '../embedded/ensure-database.ts';
import type { TestDatabase } from '../testing/start-test-database.ts';
import { testServers } from '../testing/test-servers.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS_DIR, readMigrations } from './read-migrations.ts';

describe.each(testServers)('migrate on $name', ({ startDatabase }) => {
  let database: TestDatabase;
  let dir: string;

  beforeEach(async () => {
    database = await startDatabase({ migrated: false });
    dir = await mkdtemp(join(tmpdir(), 'kindred-migrations-'));
  });

  afterEach(async () => {
    await database.drop();
    await rm(dir, { recursive: true });
  });

  async function addMigration(name: string, sql: string): Promise<void> {
    await mkdir(join(dir, name), { recursive: true });
    await writeFile(join(dir, name, 'migration.sql'), sql);
  }

  async function history(): Promise<unknown[]> {
    return withClient(database.url, async (client) => {
      const { rows } = await client.query(
        `SELECT migration_name, checksum, finished_at >= started_at AS finished, rolled_back_at, logs, applied_steps_count
         FROM _prisma_migrations ORDER BY started_at`,
      );
      return rows;
    });
  }

  const migrateHere = () => migrate(database.url, { migrationsDir: dir });

  it('applies what is missing, oldest first, and records it as Prisma does', async () => {
    await addMigration('2_second', 'ALTER TABLE a ADD COLUMN n int;');
    await addMigration('1_first', 'CREATE TABLE a ();');
    expect(await migrateHere()).toEqual(['1_first', '2_second']);
    expect(await migrateHere()).toEqual([]);
    const row = { finished: true, rolled_back_at: null, logs: null, applied_steps_count: 1 };
    expect(await history()).toEqual([
      // sha256sum of the file
      {
        ...row,
        migration_name: '1_first',
        checksum: '902f5c947b00294d6b0cdb41666553a31c51672ed6e65af6209e622790dce7b1',
      },
      {
        ...row,
        migration_name: '2_second',
        checksum: '70b3a22218ca96fa887ed55ed760c3c67a9356204bf0bb624b093bc564da2eaf',
      },
    ]);
  });

  it('applies each once when four processes come at the same time', async () => {
    await addMigration('1_first', 'CREATE TABLE a (); SELECT pg_sleep(0.2);');
    const applied = await Promise.all(Array.from({ length: 4 }, migrateHere));
    expect(applied.flat()).toEqual(['1_first']);
  });

  it('refuses a file that was changed after it was applied, but not other line ends', async () => {
    await addMigration('1_first', 'CREATE TABLE a ();\n-- end\n');
    await migrateHere();
    await addMigration('1_first', 'CREATE TABLE a ();\r\n-- end\r\n');
    expect(await migrateHere()).toEqual([]);
    await addMigration('1_first', 'CREATE TABLE a (n int);\n-- end\n');
    await expect(migrateHere()).rejects.toMatchObject({ code: 'MIGRATION_CHECKSUM', migration: '1_first' });
  });

  it('refuses a database that a newer version has migrated', async () => {
    await addMigration('1_first', 'CREATE TABLE a ();');
    await addMigration('2_second', 'CREATE TABLE b ();');
    await migrateHere();
    await rm(join(dir, '2_second'), { recursive: true });
    await expect(migrateHere()).rejects.toMatchObject({ code: 'UNKNOWN_MIGRATION', migration: '2_second' });
  });

  it('keeps nothing of a migration that fails, and goes on once it is mended', async () => {
    await addMigration('1_first', 'CREATE TABLE a (); SELECT 1 / 0;');
    await expect(migrateHere()).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      message: expect.stringContaining('division by zero'),
    });
    expect(await history()).toEqual([]);
    await addMigration('1_first', 'CREATE TABLE a ();');
    expect(await migrateHere()).toEqual(['1_first']);
  });

  it('refuses to go on behind one that Prisma began and did not finish', async () => {
    await addMigration('1_first', 'CREATE TABLE a ();');
    await migrateHere();
    await withClient(database.url, (client) => client.query('UPDATE _prisma_migrations SET finished_at = NULL'));
    await expect(migrateHere()).rejects.toThrow("run 'prisma migrate resolve'");
  });

  it('says that the server can not be reached', async () => {
    await expect(migrate('postgresql://nobody@127.0.0.1:1/none')).rejects.toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
    });
  });

  it('applies the repository’s own migrations', async () => {
    await cp(MIGRATIONS_DIR, dir, { recursive: true });
    const names = (await readdir(dir)).filter((name) => name !== 'migration_lock.toml').sort();
    expect((await readMigrations(dir)).map(({ name }) => name)).toEqual(names);
    expect(await migrateHere()).toEqual(names);
  });
});
