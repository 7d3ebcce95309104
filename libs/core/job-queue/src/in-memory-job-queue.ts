import { randomUUID } from 'node:crypto';
import { InvalidJobError, QueueNotFoundError } from './errors.ts';
import type {
  Job,
  JobCounts,
  JobHandler,
  JobQueue,
  JobSelection,
  JobState,
  ListedJob,
  NewJob,
  QueuePolicy,
  QueueWorker,
  WorkOptions,
} from './job-queue.ts';
import { validateJobs, validateQueue } from './validate.ts';

interface StoredJob {
  readonly id: string;
  readonly data: object;
  readonly key: string | undefined;
  attempts: number;
  state: JobState | 'delayed';
  since: Date;
  reason: string | undefined;
}

interface Queue {
  policy: QueuePolicy;
  readonly jobs: Set<StoredJob>;
  /** Workers that have nothing to do. */
  readonly idle: Set<() => void>;
}

/** Jobs in this process; none survives it. */
export class InMemoryJobQueue implements JobQueue {
  readonly #queues = new Map<string, Queue>();
  readonly #workers = new Set<QueueWorker>();
  readonly #timers = new Set<NodeJS.Timeout>();

  async ensureQueue(name: string, policy: QueuePolicy): Promise<void> {
    validateQueue(name, policy);
    const queue = this.#queues.get(name);
    if (queue === undefined) this.#queues.set(name, { policy, jobs: new Set(), idle: new Set() });
    else queue.policy = policy;
  }

  async enqueue(name: string, jobs: readonly NewJob[]): Promise<number> {
    const queue = this.#find(name);
    validateJobs(jobs);
    let added = 0;
    for (const { data, key } of jobs) {
      if (key !== undefined && [...queue.jobs].some((job) => job.key === key && job.state === 'waiting')) continue;
      const copy = JSON.parse(JSON.stringify(data)) as object;
      const fresh = { attempts: 0, state: 'waiting', since: new Date(), reason: undefined } as const;
      queue.jobs.add({ id: randomUUID(), data: copy, key, ...fresh });
      added += 1;
    }
    wake(queue);
    return added;
  }

  async work<Data extends object>(
    name: string,
    handler: JobHandler<Data>,
    { concurrency = 1 }: WorkOptions = {},
  ): Promise<QueueWorker> {
    const queue = this.#find(name);
    if (!Number.isInteger(concurrency) || concurrency < 1)
      throw new InvalidJobError(`concurrency is ${String(concurrency)}, and must be 1 or more`);
    const stopping = new AbortController();
    const givenUp = new AbortController();
    const lanes = Array.from({ length: concurrency }, () =>
      this.#run(queue, handler as unknown as JobHandler<object>, {
        stopping: stopping.signal,
        givenUp: givenUp.signal,
      }),
    );
    const worker: QueueWorker = {
      stop: async ({ timeoutMs = 30_000 } = {}) => {
        stopping.abort();
        wake(queue);
        const timer = setTimeout(() => givenUp.abort(), timeoutMs);
        await Promise.all(lanes);
        clearTimeout(timer);
        this.#workers.delete(worker);
      },
    };
    this.#workers.add(worker);
    return worker;
  }

  async counts(name: string, selection: JobSelection = {}): Promise<JobCounts> {
    const counts = { waiting: 0, active: 0, dead: 0 };
    for (const job of this.#select(name, selection)) counts[stateOf(job)] += 1;
    return counts;
  }

  async list<Data extends object>(
    name: string,
    { state, limit, ...selection }: JobSelection & { readonly state: JobState; readonly limit: number },
  ): Promise<ListedJob<Data>[]> {
    const found = this.#select(name, selection).filter((job) => stateOf(job) === state);
    return found
      .reverse()
      .slice(0, limit)
      .map(({ id, data, since, attempts, reason }) => ({ id, data: data as Data, state, since, attempts, reason }));
  }

  async retryDead(name: string, selection: JobSelection = {}): Promise<number> {
    const queue = this.#find(name);
    const dead = this.#select(name, selection).filter(({ state }) => state === 'dead');
    let retried = 0;
    for (const job of dead) {
      queue.jobs.delete(job);
      retried += await this.enqueue(name, [{ data: job.data, ...(job.key === undefined ? {} : { key: job.key }) }]);
    }
    return retried;
  }

  async dropDead(name: string, selection: JobSelection = {}): Promise<number> {
    const { jobs } = this.#find(name);
    const dead = this.#select(name, selection).filter(({ state }) => state === 'dead');
    for (const job of dead) jobs.delete(job);
    return dead.length;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#workers].map((worker) => worker.stop()));
    for (const timer of this.#timers) clearTimeout(timer);
  }

  async #run(
    queue: Queue,
    handler: JobHandler<object>,
    signals: { readonly stopping: AbortSignal; readonly givenUp: AbortSignal },
  ): Promise<void> {
    while (!signals.stopping.aborted) {
      const job = [...queue.jobs].find(({ state }) => state === 'waiting');
      if (job === undefined) await new Promise<void>((resolve) => queue.idle.add(resolve));
      else await this.#attempt(queue, job, { handler, givenUp: signals.givenUp });
    }
  }

  async #attempt(
    queue: Queue,
    stored: StoredJob,
    { handler, givenUp }: { readonly handler: JobHandler<object>; readonly givenUp: AbortSignal },
  ): Promise<void> {
    Object.assign(stored, { state: 'active', since: new Date() });
    stored.attempts += 1;
    const job: Job = { id: stored.id, data: stored.data, attempt: stored.attempts };
    const signal = AbortSignal.any([givenUp, AbortSignal.timeout(queue.policy.expireMs)]);
    try {
      await Promise.race([handler(job, signal), rejectWhenAborted(signal)]);
      queue.jobs.delete(stored);
    } catch (error) {
      stored.reason = error instanceof Error ? error.message : String(error);
      this.#retry(queue, stored);
    }
  }

  #retry(queue: Queue, job: StoredJob): void {
    const { retryLimit, retryDelayMs, maxRetryDelayMs } = queue.policy;
    if (job.attempts > retryLimit) {
      Object.assign(job, { state: 'dead', since: new Date() });
      return;
    }
    job.state = 'delayed';
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer);
        job.state = 'waiting';
        wake(queue);
      },
      Math.min(maxRetryDelayMs, retryDelayMs * 2 ** (job.attempts - 1)),
    );
    this.#timers.add(timer);
  }

  #select(name: string, { ids, data = {} }: JobSelection): StoredJob[] {
    const hasAll = (job: StoredJob) =>
      Object.entries(data).every(([field, value]) => (job.data as Record<string, unknown>)[field] === value);
    return [...this.#find(name).jobs].filter((job) => (ids?.includes(job.id) ?? true) && hasAll(job));
  }

  #find(name: string): Queue {
    const queue = this.#queues.get(name);
    if (queue === undefined) throw new QueueNotFoundError(name);
    return queue;
  }
}

function stateOf({ state }: StoredJob): JobState {
  return state === 'delayed' ? 'waiting' : state;
}

function wake({ idle }: Queue): void {
  for (const resume of idle) resume();
  idle.clear();
}

function rejectWhenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
}
