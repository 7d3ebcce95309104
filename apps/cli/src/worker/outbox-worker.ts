import { setTimeout as wait } from 'node:timers/promises';

/** A line of the worker's log. */
export interface WorkerEvent {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly [field: string]: unknown;
}

export interface OutboxWorkerOptions {
  readonly listCatalogs: () => Promise<readonly string[]>;
  /** Applies all that is pending of one catalog; `compareCounts` also mends a collection that has lost points. */
  readonly catchUp: (
    catalog: string,
    options: { readonly compareCounts: boolean },
  ) => Promise<{ readonly applied: number; readonly refilled: boolean }>;
  readonly intervalMs: number;
  readonly log: (event: WorkerEvent) => void;
}

/** What a worker did while it ran. */
export interface WorkerSummary {
  readonly applied: number;
  readonly refills: number;
  readonly failures: number;
}

/** After failures in a row the worker waits longer, up to this. */
const MAX_WAIT_MS = 60_000;

/** Brings the vector store up to date, catalog by catalog. A catalog that fails is tried again and doesn't stop the others. */
export class OutboxWorker {
  readonly #options: OutboxWorkerOptions;
  readonly #seen = new Set<string>();
  #applied = 0;
  #refills = 0;
  #failures = 0;

  constructor(options: OutboxWorkerOptions) {
    this.#options = options;
  }

  /** Until the signal is aborted; what is under way then is finished first. */
  async run(signal: AbortSignal): Promise<WorkerSummary> {
    const { log, intervalMs } = this.#options;
    log({ level: 'info', message: 'worker started', intervalMs });
    let failedRounds = 0;
    while (!signal.aborted) {
      failedRounds = (await this.#round(signal)) ? 0 : failedRounds + 1;
      const waitMs = Math.min(MAX_WAIT_MS, intervalMs * 2 ** Math.min(failedRounds, 16));
      await wait(waitMs, undefined, { signal }).catch(() => undefined);
    }
    const summary = { applied: this.#applied, refills: this.#refills, failures: this.#failures };
    log({ level: 'info', message: 'worker stopped', ...summary });
    return summary;
  }

  /** Whether nothing failed. */
  async #round(signal: AbortSignal): Promise<boolean> {
    let catalogs: readonly string[];
    try {
      catalogs = await this.#options.listCatalogs();
    } catch (error) {
      this.#fail({ message: 'listing catalogs failed' }, error);
      return false;
    }
    let good = true;
    for (const catalog of catalogs) {
      if (signal.aborted) break;
      good = (await this.#catchUp(catalog)) && good;
    }
    return good;
  }

  async #catchUp(catalog: string): Promise<boolean> {
    try {
      // Others may write meanwhile, so counts are compared only when a catalog is first seen.
      const { applied, refilled } = await this.#options.catchUp(catalog, { compareCounts: !this.#seen.has(catalog) });
      this.#seen.add(catalog);
      this.#applied += applied;
      this.#refills += refilled ? 1 : 0;
      if (applied > 0 || refilled)
        this.#options.log({ level: 'info', message: 'caught up', catalog, applied, refilled });
      return true;
    } catch (error) {
      this.#fail({ message: 'catching up failed', catalog }, error);
      return false;
    }
  }

  #fail(event: { readonly message: string; readonly catalog?: string }, error: unknown): void {
    this.#failures += 1;
    const reason = error instanceof Error ? error.message : String(error);
    this.#options.log({ level: 'error', ...event, error: reason });
  }
}
