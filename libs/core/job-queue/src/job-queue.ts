/** How jobs of one queue are dealt with; the same wherever the queue is used. */
export interface QueuePolicy {
  /** So often a job that failed is tried again, 0 to 100, before it is put aside as dead. */
  readonly retryLimit: number;
  /** Milliseconds before the first retry, 0 or more; doubled with each further one. */
  readonly retryDelayMs: number;
  /** The longest delay between two tries. */
  readonly maxRetryDelayMs: number;
  /** A job whose worker gave no sign of life for so long is given to another, 10,000 or more; whole seconds. */
  readonly heartbeatMs: number;
  /** A try may take so long at most, 1,000 or more; whole seconds. */
  readonly expireMs: number;
}

/** What is to be done. `data` is JSON. */
export interface NewJob<Data extends object = object> {
  readonly data: Data;
  /** While a job of that key waits, another is not added. */
  readonly key?: string;
}

export interface Job<Data extends object = object> {
  readonly id: string;
  readonly data: Data;
  /** 1 for the first try. */
  readonly attempt: number;
}

/** `waiting`: not begun, or to be tried again. `dead`: it failed at its last try and is put aside. */
export type JobState = 'waiting' | 'active' | 'dead';

/** A job as it stands now. */
export interface ListedJob<Data extends object = object> {
  readonly id: string;
  readonly data: Data;
  readonly state: JobState;
  /** When it was added, begun or put aside, as its state is. */
  readonly since: Date;
  /** Tries so far, the one under way included. */
  readonly attempts: number;
  /** Why its last try failed; undefined where none did. */
  readonly reason: string | undefined;
}

/** Jobs of which all that is given holds. */
export interface JobSelection {
  /** Absent: any. An id that no job has selects none. */
  readonly ids?: readonly string[];
  /** Fields that a job's data must have, with equal values; absent: any. */
  readonly data?: Readonly<Record<string, string>>;
}

export interface JobCounts {
  /** Not begun, or to be tried again. */
  readonly waiting: number;
  readonly active: number;
  readonly dead: number;
}

/** Runs a job; rejecting fails the try. `signal` is aborted when the job was given up: it expired, or the worker was stopped for good. */
export type JobHandler<Data extends object> = (job: Job<Data>, signal: AbortSignal) => Promise<void>;

export interface WorkOptions {
  /** Jobs that run at a time, 1 or more; default 1. */
  readonly concurrency?: number;
}

export interface QueueWorker {
  /** Takes no further job and waits for those under way, at most so long; what is not done then is given to another worker. */
  stop(options?: { readonly timeoutMs?: number }): Promise<void>;
}

/**
 * Work for whoever takes it, in any process. Each job is done at least once: one whose worker died is given to another. So doing
 * a job twice must do no harm.
 */
export interface JobQueue {
  /** Makes the queue, or gives the one that is there this policy. @throws InvalidJobError */
  ensureQueue(name: string, policy: QueuePolicy): Promise<void>;
  /** All or none. Returns how many were added. @throws QueueNotFoundError, InvalidJobError */
  enqueue(queue: string, jobs: readonly NewJob[]): Promise<number>;
  /** Takes jobs, oldest first, until it is stopped. @throws QueueNotFoundError */
  work<Data extends object>(queue: string, handler: JobHandler<Data>, options?: WorkOptions): Promise<QueueWorker>;
  /** @throws QueueNotFoundError */
  counts(queue: string, selection?: Pick<JobSelection, 'data'>): Promise<JobCounts>;
  /** The newest first. @throws QueueNotFoundError */
  list<Data extends object>(
    queue: string,
    options: Pick<JobSelection, 'data'> & { readonly state: JobState; readonly limit: number },
  ): Promise<ListedJob<Data>[]>;
  /**
   * Gives dead jobs all their tries again; one whose key waits already is done with that one. Returns how many. @throws QueueNotFoundError
   */
  retryDead(queue: string, selection?: JobSelection): Promise<number>;
  /** Forgets dead jobs for good. Returns how many. @throws QueueNotFoundError */
  dropDead(queue: string, selection?: JobSelection): Promise<number>;
  /** Stops what works, as {@link QueueWorker.stop}. */
  close(): Promise<void>;
}
