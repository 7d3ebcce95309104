export type RunKind = 'import' | 'backfill' | 'refill';
export type RunStatus = 'running' | 'completed' | 'failed' | 'cancelled';

/** Counts always reconcile: read = embedded + unchanged + failed. */
export interface RunCounts {
  readonly read: number;
  readonly embedded: number;
  readonly unchanged: number;
  readonly failed: number;
}

/** A job that embeds items; resumable by its `source` identity. */
export interface Run {
  readonly id: string;
  readonly kind: RunKind;
  readonly status: RunStatus;
  /** What was read: a file with its hash, or a catalog. */
  readonly source: string;
  readonly counts: RunCounts;
  readonly startedAt: Date;
  readonly finishedAt?: Date;
}

/** A row that failed, kept with its reason. */
export interface RunFailure {
  readonly row: number;
  readonly itemId?: string;
  readonly reason: string;
}

export interface RunRepository {
  start(catalog: string, kind: RunKind, source: string): Promise<Run>;
  progress(runId: string, counts: RunCounts, failures: readonly RunFailure[]): Promise<void>;
  finish(runId: string, status: Exclude<RunStatus, 'running'>): Promise<void>;
  list(catalog: string, limit: number): Promise<Run[]>;
  failures(runId: string, limit: number): Promise<RunFailure[]>;
  /** The newest completed run of that source, if any. */
  findCompleted(catalog: string, source: string): Promise<Run | undefined>;
  /** Marks runs that a dead process left `running` as failed. Returns how many. */
  closeAbandoned(catalog: string): Promise<number>;
}
