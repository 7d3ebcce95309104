import type { Run, RunCounts, RunFailure, RunKind, RunRepository } from '@kindred/catalog';

const NOTHING: RunCounts = { read: 0, embedded: 0, unchanged: 0, failed: 0 };

/** Runs in an array. Every `running` run counts as abandoned, as if its process had died. */
export class InMemoryRunRepository implements RunRepository {
  readonly #runs: { catalog: string; run: Run; failures: RunFailure[] }[] = [];

  async start(catalog: string, kind: RunKind, source: string): Promise<Run> {
    const id = `run-${String(this.#runs.length + 1)}`;
    const run: Run = { id, kind, status: 'running', source, counts: NOTHING, startedAt: new Date(0) };
    this.#runs.push({ catalog, run, failures: [] });
    return run;
  }

  async progress(runId: string, counts: RunCounts, failures: readonly RunFailure[]): Promise<void> {
    const entry = this.#find(runId);
    entry.run = { ...entry.run, counts };
    entry.failures.push(...failures);
  }

  async finish(runId: string, status: Exclude<Run['status'], 'running'>): Promise<void> {
    const entry = this.#find(runId);
    entry.run = { ...entry.run, status, finishedAt: new Date(0) };
  }

  async list(catalog: string, limit: number): Promise<Run[]> {
    const own = this.#runs.filter((entry) => entry.catalog === catalog);
    return own
      .map(({ run }) => run)
      .reverse()
      .slice(0, limit);
  }

  async failures(runId: string, limit: number): Promise<RunFailure[]> {
    return this.#find(runId).failures.slice(0, limit);
  }

  async findCompleted(catalog: string, source: string): Promise<Run | undefined> {
    const runs = await this.list(catalog, this.#runs.length);
    return runs.find((run) => run.source === source && run.status === 'completed');
  }

  async closeAbandoned(catalog: string): Promise<number> {
    const open = this.#runs.filter((entry) => entry.catalog === catalog && entry.run.status === 'running');
    for (const { run } of open) await this.finish(run.id, 'failed');
    return open.length;
  }

  #find(runId: string): { run: Run; failures: RunFailure[] } {
    const entry = this.#runs.find(({ run }) => run.id === runId);
    if (entry === undefined) throw new Error(`There is no run '${runId}'.`);
    return entry;
  }
}
