import type pg from 'pg';
import type { Prisma } from '../generated/client.ts';
import { LAZY_TYPES } from './lazy-columns.ts';
import { isSerializationFailure, translateError } from './translate-error.ts';

const MAX_ATTEMPTS = 4;

/** Runs statements, on any connection or inside a transaction. */
export interface SqlRunner {
  /** `Row` names the columns as the statement does. @throws DatabaseError */
  query<Row>(statement: Prisma.Sql, how?: Pick<QueryOptions, 'parsed'>): Promise<Row[]>;
}

export interface QueryOptions {
  /** Named in CatalogNotFoundError if a row refers to it and there is none. */
  readonly catalog?: string;
  /**
   * Name under which each connection keeps the parsed statement and, from its sixth run on, its plan; one name, one text. For
   * statements that run with every request: half their time is planning.
   */
  readonly prepareAs?: string;
  /** Default true; false leaves lists, JSON and times as PostgreSQL's text: see {@link parseColumn}. */
  readonly parsed?: boolean;
}

/** SQL on a pool of connections; the pool has the timeouts. Errors come out translated. */
export class SqlSession implements SqlRunner {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async query<Row>(statement: Prisma.Sql, { catalog, ...how }: QueryOptions = {}): Promise<Row[]> {
    return this.#attempt(catalog, async () => rowsOf<Row>(this.#pool, statement, how));
  }

  /** Runs single statements made for a transaction, each on its own. */
  async run<Result>(work: (runner: SqlRunner) => Promise<Result>): Promise<Result> {
    return this.#attempt(undefined, () => work({ query: (statement, how) => rowsOf(this.#pool, statement, how) }));
  }

  /**
   * All or nothing. Run again, at most four times, if the server gave it up in favour of another transaction.
   * @throws CatalogNotFoundError if a row refers to `catalog` and there is none; what `work` throws; DatabaseError
   */
  async transaction<Result>(catalog: string, work: (runner: SqlRunner) => Promise<Result>): Promise<Result> {
    return this.#attempt(catalog, () => this.#runTransaction(work));
  }

  async #runTransaction<Result>(work: (runner: SqlRunner) => Promise<Result>): Promise<Result> {
    const client = await this.#pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const result = await work({ query: (statement, how) => rowsOf(client, statement, how) });
      await client.query('COMMIT');
      return result;
    } catch (error) {
      // A connection that can't even roll back is not given to anyone else.
      await client.query('ROLLBACK').catch((failure: Error) => (broken = failure));
      throw error;
    } finally {
      client.release(broken);
    }
  }

  async #attempt<Result>(catalog: string | undefined, run: () => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await run();
      } catch (error) {
        if (attempt < MAX_ATTEMPTS && isSerializationFailure(error)) continue;
        throw translateError(error, catalog);
      }
    }
  }
}

async function rowsOf<Row>(
  on: pg.Pool | pg.PoolClient,
  { text, values }: Prisma.Sql,
  { prepareAs, parsed = true }: Omit<QueryOptions, 'catalog'> = {},
): Promise<Row[]> {
  const { rows } = await on.query({
    text,
    values,
    ...(prepareAs === undefined ? {} : { name: prepareAs }),
    ...(parsed ? {} : { types: LAZY_TYPES }),
  });
  return rows as Row[];
}
