import type { JobCounts, JobSelection, JobState, ListedJob } from '@kindred/job-queue';
import type { PgBoss } from 'pg-boss';

/** Where pg-boss copies jobs of a queue that failed at their last try. */
export function deadLettersOf(queue: string): string {
  return `${queue}.dead`;
}

/** Whether pg-boss could have given it to a job. */
export function isJobId(id: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
}

/** State → the states of pg-boss; a copy among the dead letters waits there for ever. */
const BOSS_STATES: Readonly<Record<JobState, readonly string[]>> = {
  waiting: ['created', 'retry'],
  active: ['active'],
  dead: ['created'],
};

/** Columns as {@link ListedJob} has them, by state. */
const COLUMNS: Readonly<Record<JobState, string>> = {
  waiting: `created_on AS since, CASE WHEN state = 'retry' THEN retry_count + 1 ELSE 0 END AS attempts, output`,
  active: 'started_on AS since, retry_count + 1 AS attempts, output',
  dead: 'created_on AS since, coalesce(source_retry_count, 0) + 1 AS attempts, source_output AS output',
};

interface JobRow<Data> {
  readonly id: string;
  readonly data: Data;
  readonly since: Date;
  readonly attempts: number;
  readonly output: unknown;
}

/** What pg-boss has no call for, on its table of jobs. */
export class JobTable {
  readonly #boss: PgBoss;
  readonly #table: string;

  constructor(boss: PgBoss, schema: string) {
    this.#boss = boss;
    this.#table = `${schema}.job`;
  }

  async counts(queue: string, { data = {} }: JobSelection): Promise<JobCounts> {
    const rows = await this.#query<JobCounts>(
      `SELECT count(*) FILTER (WHERE name = $1 AND state IN ('created', 'retry'))::int AS waiting,
              count(*) FILTER (WHERE name = $1 AND state = 'active')::int AS active,
              count(*) FILTER (WHERE name = $2 AND state = 'created')::int AS dead
         FROM ${this.#table} WHERE name IN ($1, $2) AND data @> $3::jsonb`,
      [queue, deadLettersOf(queue), JSON.stringify(data)],
    );
    return rows[0] ?? { waiting: 0, active: 0, dead: 0 };
  }

  async list<Data extends object>(
    queue: string,
    { state, limit, data = {} }: JobSelection & { readonly state: JobState; readonly limit: number },
  ): Promise<ListedJob<Data>[]> {
    const rows = await this.#query<JobRow<Data>>(
      `SELECT id, data, ${COLUMNS[state]} FROM ${this.#table}
        WHERE name = $1 AND state::text = ANY($2) AND data @> $3::jsonb ORDER BY created_on DESC, id LIMIT $4`,
      [state === 'dead' ? deadLettersOf(queue) : queue, BOSS_STATES[state], JSON.stringify(data), limit],
    );
    return rows.map(({ output, ...row }) => ({ ...row, state, reason: reasonOf(output, state) }));
  }

  async dropDead(queue: string, { ids, data = {} }: JobSelection): Promise<number> {
    const rows = await this.#query(
      `DELETE FROM ${this.#table} WHERE name = $1 AND state = 'created' AND data @> $2::jsonb
          AND ($3::text[] IS NULL OR id::text = ANY($3)) RETURNING id`,
      [deadLettersOf(queue), JSON.stringify(data), ids ?? null],
    );
    return rows.length;
  }

  async #query<Row>(sql: string, values: unknown[]): Promise<Row[]> {
    return (await this.#boss.getDb().executeSql(sql, values)).rows as Row[];
  }
}

/** What pg-boss keeps of an error; undefined where a job has not failed yet. */
function reasonOf(output: unknown, state: JobState): string | undefined {
  if (state !== 'dead' && (output === null || output === undefined)) return undefined;
  const { message, value } = (output ?? {}) as { message?: unknown; value?: { message?: unknown } };
  return String(message ?? value?.message ?? 'It failed without saying why.');
}
