import pg from 'pg';
import { Prisma } from '../generated/client.ts';

/** The advisory lock that stands for a run; of a SQL expression that gives the run's id. */
export function runLockKey(id: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`('x' || left(md5('kindred run ' || ${id}::text), 16))::bit(64)::bigint`;
}

/**
 * Shows other processes that this one's runs are alive: a connection of its own holds an advisory lock per run, which
 * PostgreSQL takes away when the process is gone, however it went.
 */
export class RunLiveness {
  readonly #config: pg.ClientConfig;
  #client: Promise<pg.Client> | undefined;

  constructor(config: pg.ClientConfig) {
    this.#config = config;
  }

  async announce(runId: string): Promise<void> {
    await this.#query(Prisma.sql`SELECT pg_advisory_lock_shared(${runLockKey(Prisma.sql`${runId}`)})`);
  }

  async withdraw(runId: string): Promise<void> {
    if (this.#client !== undefined)
      await this.#query(Prisma.sql`SELECT pg_advisory_unlock_shared(${runLockKey(Prisma.sql`${runId}`)})`);
  }

  async close(): Promise<void> {
    const client = await this.#client?.catch(() => undefined);
    this.#client = undefined;
    await client?.end().catch(() => undefined);
  }

  async #query({ text, values }: Prisma.Sql): Promise<void> {
    this.#client ??= this.#connect();
    const client = await this.#client;
    await client.query({ text, values });
  }

  /** A connection that breaks is made anew for the next run; its locks are gone. */
  async #connect(): Promise<pg.Client> {
    const client = new pg.Client(this.#config);
    const forget = (): void => {
      this.#client = undefined;
    };
    client.on('error', forget);
    client.on('end', forget);
    try {
      await client.connect();
    } catch (error) {
      forget();
      throw error;
    }
    return client;
  }
}
