import pg from 'pg';
import { expect, it } from 'vitest';
import { Prisma } from '../generated/client.ts';
import { describeWithDatabase } from './test-fixtures/describe-with-database.ts';
import { SqlSession } from './sql-session.ts';

describeWithDatabase('a session', (open) => {
  it('keeps what was prepared under its name, and the rest not', async () => {
    const pool = new pg.Pool({ connectionString: open().url, max: 1 });
    const session = new SqlSession(pool);
    const twice = (value: number, prepareAs?: string) =>
      session.query<{ twice: number }>(
        Prisma.sql`SELECT 2 * ${value}::int AS twice`,
        prepareAs === undefined ? {} : { prepareAs },
      );
    expect(await twice(1)).toEqual([{ twice: 2 }]);
    expect(await twice(2, 'twice')).toEqual([{ twice: 4 }]);
    expect(await twice(3, 'twice')).toEqual([{ twice: 6 }]);
    const kept = Prisma.sql`SELECT name, (generic_plans + custom_plans)::int AS runs FROM pg_prepared_statements WHERE name <> ''`;
    expect(await session.query(kept)).toEqual([{ name: 'twice', runs: 2 }]);
    await pool.end();
  });
});
