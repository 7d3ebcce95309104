import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { Prisma, PrismaClient } from './generated/client.ts';
import { PostgresApiKeyRepository } from './repositories/postgres-api-key-repository.ts';
import { PostgresBlockStore } from './repositories/postgres-block-store.ts';
import { PostgresCatalogRepository } from './repositories/postgres-catalog-repository.ts';
import { PostgresGoldenQueryRepository } from './repositories/postgres-golden-query-repository.ts';
import { PostgresInteractionRepository } from './repositories/postgres-interaction-repository.ts';
import { PostgresItemRepository } from './repositories/postgres-item-repository.ts';
import { PostgresItemSampler } from './repositories/postgres-item-sampler.ts';
import { PostgresItemWriter } from './repositories/postgres-item-writer.ts';
import { PostgresLayoutRepository } from './repositories/postgres-layout-repository.ts';
import { PostgresProfileRepository } from './repositories/postgres-profile-repository.ts';
import { PostgresProfileScheduleRepository } from './repositories/postgres-profile-schedule-repository.ts';
import { PostgresReductionRepository } from './repositories/postgres-reduction-repository.ts';
import { PostgresRunRepository } from './repositories/postgres-run-repository.ts';
import { PrismaSession } from './repositories/prisma-session.ts';
import { RunLiveness } from './repositories/run-liveness.ts';
import { SqlSession } from './repositories/sql-session.ts';

export interface DatabaseTimeouts {
  /** Until a connection is there, whether it is made or waited for. Default 10,000. */
  readonly connectionMs?: number;
  /** One statement, on the server. Default 60,000. */
  readonly statementMs?: number;
  /** A statement that waits for another transaction's row. Default 30,000. */
  readonly lockMs?: number;
  /** After which an unused connection is closed. Default 30,000. */
  readonly idleMs?: number;
}

export interface DatabaseOptions {
  /** `postgresql://user:password@host:port/database`; its schema is up to date (see `migrate`). */
  readonly url: string;
  readonly timeouts?: DatabaseTimeouts;
  /** Default 10. */
  readonly maxConnections?: number;
}

export interface Database {
  readonly catalogs: PostgresCatalogRepository;
  readonly items: PostgresItemRepository;
  readonly sampler: PostgresItemSampler;
  readonly writer: PostgresItemWriter;
  readonly blocks: PostgresBlockStore;
  readonly interactions: PostgresInteractionRepository;
  readonly profiles: PostgresProfileRepository;
  readonly schedules: PostgresProfileScheduleRepository;
  readonly goldenQueries: PostgresGoldenQueryRepository;
  readonly layouts: PostgresLayoutRepository;
  readonly reductions: PostgresReductionRepository;
  readonly runs: PostgresRunRepository;
  readonly apiKeys: PostgresApiKeyRepository;
  /** Rejects with the reason if the server does not answer. @throws DatabaseUnavailableError, DatabaseTimeoutError */
  ping(): Promise<void>;
  /** Waits for statements under way. Nothing works after it. */
  close(): Promise<void>;
}

/**
 * The repositories on one pool of connections. Connects once, to find out at once whether it works.
 * @throws DatabaseUnavailableError, DatabaseTimeoutError
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const config = clientConfig(options);
  const pool = new pg.Pool({
    ...config,
    max: options.maxConnections ?? 10,
    idleTimeoutMillis: options.timeouts?.idleMs ?? 30_000,
  });
  // A connection that breaks while it idles is dropped by the pool; the next statement makes a new one.
  pool.on('error', () => undefined);
  const client = new PrismaClient({
    adapter: new PrismaPg(pool),
    transactionOptions: { maxWait: config.connectionTimeoutMillis, timeout: config.query_timeout },
  });
  const liveness = new RunLiveness(config);
  const database = assemble(new SqlSession(pool), new PrismaSession(client), liveness, async () => {
    await liveness.close();
    await client.$disconnect();
    await pool.end();
  });
  try {
    await database.ping();
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

function assemble(sql: SqlSession, prisma: PrismaSession, liveness: RunLiveness, end: () => Promise<void>): Database {
  let ending: Promise<void> | undefined;
  return {
    catalogs: new PostgresCatalogRepository(sql),
    items: new PostgresItemRepository(sql),
    sampler: new PostgresItemSampler(sql),
    writer: new PostgresItemWriter(sql),
    blocks: new PostgresBlockStore(sql),
    interactions: new PostgresInteractionRepository(sql),
    profiles: new PostgresProfileRepository(prisma),
    schedules: new PostgresProfileScheduleRepository(prisma),
    goldenQueries: new PostgresGoldenQueryRepository(prisma),
    layouts: new PostgresLayoutRepository(sql),
    reductions: new PostgresReductionRepository(sql),
    runs: new PostgresRunRepository(prisma, sql, liveness),
    apiKeys: new PostgresApiKeyRepository(prisma),
    ping: async () => {
      await sql.query(Prisma.sql`SELECT 1`);
    },
    close: () => (ending ??= end()),
  };
}

function clientConfig({ url, timeouts = {} }: DatabaseOptions) {
  const statementMs = timeouts.statementMs ?? 60_000;
  return {
    connectionString: url,
    application_name: 'kindred',
    connectionTimeoutMillis: timeouts.connectionMs ?? 10_000,
    statement_timeout: statementMs,
    lock_timeout: timeouts.lockMs ?? 30_000,
    idle_in_transaction_session_timeout: statementMs,
    // The server stops a slow statement first; this is for a server that doesn't answer at all.
    query_timeout: statementMs + 5_000,
    keepAlive: true,
  } satisfies pg.ClientConfig;
}
