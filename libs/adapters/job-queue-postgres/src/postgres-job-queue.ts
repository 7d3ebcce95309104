import { randomUUID } from 'node:crypto';
import {
  InvalidJobError,
  JobQueueUnavailableError,
  QueueNotFoundError,
  validateJobs,
  validateQueue,
  type JobCounts,
  type JobHandler,
  type JobQueue,
  type JobSelection,
  type JobState,
  type ListedJob,
  type NewJob,
  type QueuePolicy,
  type QueueWorker,
  type WorkOptions,
} from '@kindred/job-queue';
import { PgBoss, type Job as BossJob } from 'pg-boss';
import { deadLettersOf, isJobId, JobTable } from './job-table.ts';

export interface PostgresJobQueueOptions {
  /** `postgresql://…` of the database that holds the catalogs. */
  readonly url: string;
  /** Of the queue's tables; default `kindred_jobs`. It is made where it isn't. */
  readonly schema?: string;
  /** Connections at most; default 4. One more listens. */
  readonly maxConnections?: number;
  /** Told of problems in the background, which are tried again; default: nobody. */
  readonly onProblem?: (error: unknown) => void;
}

/** A worker without work asks so often by itself; of new jobs it is told, of those to be tried again it is not. */
const POLL_SECONDS = 1;
/** So often each process looks for jobs whose worker died. */
const SUPERVISE_SECONDS = 5;

/** Jobs in PostgreSQL, by pg-boss: workers are told of new jobs at once, and those of a worker that died are given to another. */
export class PostgresJobQueue implements JobQueue {
  readonly #boss: PgBoss;
  readonly #jobs: JobTable;
  readonly #known = new Set<string>();
  readonly #workers = new Set<QueueWorker>();

  private constructor(boss: PgBoss, schema: string) {
    this.#boss = boss;
    this.#jobs = new JobTable(boss, schema);
  }

  /** Makes the tables where they are missing or of an older version, under a lock. @throws JobQueueUnavailableError */
  static async open(options: PostgresJobQueueOptions): Promise<PostgresJobQueue> {
    const { url, schema = 'kindred_jobs', maxConnections = 4, onProblem = () => undefined } = options;
    const boss = new PgBoss({
      connectionString: url,
      application_name: 'kindred jobs',
      schema,
      max: maxConnections,
      connectionTimeoutMillis: 10_000,
      schedule: false,
      useListenNotify: true,
      superviseIntervalSeconds: SUPERVISE_SECONDS,
      monitorIntervalSeconds: SUPERVISE_SECONDS,
      registerInstance: false,
    });
    boss.on('error', onProblem);
    try {
      await boss.start();
    } catch (error) {
      throw new JobQueueUnavailableError(error);
    }
    return new PostgresJobQueue(boss, schema);
  }

  async ensureQueue(name: string, policy: QueuePolicy): Promise<void> {
    validateQueue(name, policy);
    const options = {
      retryLimit: policy.retryLimit,
      retryDelay: policy.retryDelayMs / 1000,
      retryBackoff: policy.retryDelayMs > 0,
      ...(policy.retryDelayMs > 0 ? { retryDelayMax: Math.max(1, policy.maxRetryDelayMs / 1000) } : {}),
      heartbeatSeconds: policy.heartbeatMs / 1000,
      expireInSeconds: policy.expireMs / 1000,
      deadLetter: deadLettersOf(name),
      deleteAfterSeconds: 3600,
      notify: true,
    };
    await this.#boss.createQueue(deadLettersOf(name), { retentionSeconds: 365 * 86_400 });
    // `short`: of jobs with one key, one may wait.
    await this.#boss.createQueue(name, { ...options, policy: 'short' });
    await this.#boss.updateQueue(name, options);
    this.#known.add(name);
  }

  async enqueue(name: string, jobs: readonly NewJob[]): Promise<number> {
    await this.#require(name);
    validateJobs(jobs);
    if (jobs.length === 0) return 0;
    const inserts = jobs.map(({ data, key }) => ({ data, singletonKey: key ?? randomUUID() }));
    return (await this.#boss.insert(name, inserts, { returnId: true }))?.length ?? 0;
  }

  async work<Data extends object>(
    name: string,
    handler: JobHandler<Data>,
    { concurrency = 1 }: WorkOptions = {},
  ): Promise<QueueWorker> {
    await this.#require(name);
    if (!Number.isInteger(concurrency) || concurrency < 1)
      throw new InvalidJobError(`concurrency is ${String(concurrency)}, and must be 1 or more`);
    const givenUp = new AbortController();
    const handle = async ([job]: BossJob<Data>[]): Promise<void> => {
      if (job === undefined) return;
      const { id, data, retryCount, signal } = job;
      await handler({ id, data, attempt: retryCount + 1 }, AbortSignal.any([signal, givenUp.signal]));
    };
    const options = {
      localConcurrency: concurrency,
      batchSize: 1,
      pollingIntervalSeconds: POLL_SECONDS,
      notifyPollingIntervalSeconds: POLL_SECONDS,
      // After a job the next is asked for at once.
      burstWhenBatchFull: true,
    };
    const workerId = await this.#boss.work<Data>(name, options, handle);
    const worker: QueueWorker = {
      stop: async ({ timeoutMs = 30_000 } = {}) => {
        const timer = setTimeout(() => givenUp.abort(), timeoutMs);
        await this.#boss.offWork(name, { id: workerId, wait: true });
        clearTimeout(timer);
        this.#workers.delete(worker);
      },
    };
    this.#workers.add(worker);
    return worker;
  }

  async counts(name: string, selection: JobSelection = {}): Promise<JobCounts> {
    await this.#require(name);
    return this.#jobs.counts(name, selection);
  }

  async list<Data extends object>(
    name: string,
    options: JobSelection & { readonly state: JobState; readonly limit: number },
  ): Promise<ListedJob<Data>[]> {
    await this.#require(name);
    return this.#jobs.list<Data>(name, options);
  }

  async retryDead(name: string, { ids, data }: JobSelection = {}): Promise<number> {
    await this.#require(name);
    const known = ids?.filter(isJobId);
    if (known?.length === 0) return 0;
    const selection = { ...(known === undefined ? {} : { ids: known }), ...(data === undefined ? {} : { data }) };
    let retried = 0;
    for (;;) {
      const moved = await this.#boss.redrive(deadLettersOf(name), { destination: name, ...selection });
      if (moved === 0) return retried;
      retried += moved;
    }
  }

  async dropDead(name: string, selection: JobSelection = {}): Promise<number> {
    await this.#require(name);
    return this.#jobs.dropDead(name, selection);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#workers].map((worker) => worker.stop()));
    await this.#boss.stop({ graceful: true, timeout: 5000 });
  }

  async #require(name: string): Promise<void> {
    if (this.#known.has(name)) return;
    if ((await this.#boss.getQueue(name)) === null) throw new QueueNotFoundError(name);
    this.#known.add(name);
  }
}
