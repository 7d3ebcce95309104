/** Something about the job queue went wrong; `code` says what a caller can act upon. */
export abstract class JobQueueError extends Error {
  abstract readonly code: string;
}

export class QueueNotFoundError extends JobQueueError {
  readonly code = 'QUEUE_NOT_FOUND';
  constructor(queue: string) {
    super(`There is no job queue '${queue}'. Make it with ensureQueue before it is used.`);
    this.name = 'QueueNotFoundError';
  }
}

export class InvalidJobError extends JobQueueError {
  readonly code = 'INVALID_JOB';
  constructor(problem: string) {
    super(`The job queue can't take that: ${problem}.`);
    this.name = 'InvalidJobError';
  }
}

export class JobQueueUnavailableError extends JobQueueError {
  readonly code = 'JOB_QUEUE_UNAVAILABLE';
  constructor(cause: unknown) {
    super('The job queue in PostgreSQL does not answer. It is tried again by whoever needs it.', { cause });
    this.name = 'JobQueueUnavailableError';
  }
}
