import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { poll } from './poll.ts';
import { processTree, stillRunning, type ProcessEntry } from './process-tree.ts';

/** What the demo prints with `--json` once it answers. */
export interface DemoReady {
  readonly url: string;
  readonly items: number;
  readonly embedded: number;
  readonly unchanged: number;
  readonly failed: number;
}

/** A demo that was started as a user would, on a data folder of its own. */
export class RunningDemo {
  readonly #child: ChildProcess;
  readonly #lines: string[] = [];

  static readonly #started: ChildProcess[] = [];

  private constructor(child: ChildProcess) {
    this.#child = child;
    RunningDemo.#started.push(child);
    if (child.stdout) createInterface({ input: child.stdout }).on('line', (line) => this.#lines.push(line));
  }

  static start(root: string, dataDir: string): RunningDemo {
    const child = spawn('npm', ['run', '--silent', 'demo', '--', '--json'], {
      cwd: root,
      env: { ...process.env, KINDRED_DATA_DIR: dataDir, PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
      // A process group of its own, so that Ctrl-C can be imitated.
      detached: true,
    });
    return new RunningDemo(child);
  }

  /** Whatever went wrong, nothing of what was started here is left behind. */
  static killAll(): void {
    for (const { pid } of RunningDemo.#started) {
      try {
        if (pid !== undefined) process.kill(-pid, 'SIGKILL');
      } catch {
        // The whole group is gone already.
      }
    }
  }

  /** @throws Error if it ends or stays silent for `timeoutMs` */
  async ready(timeoutMs: number): Promise<DemoReady> {
    const line = await poll(() => {
      if (this.#child.exitCode !== null)
        throw new Error(`the demo ended with code ${String(this.#child.exitCode)} before it was ready`);
      return this.#lines.find((candidate) => candidate.startsWith('{'));
    }, timeoutMs);
    if (line === undefined) throw new Error(`the demo was not ready within ${String(timeoutMs)} ms`);
    return JSON.parse(line) as DemoReady;
  }

  /** npm, the bootstrap, the demo, the guardian of PostgreSQL, PostgreSQL and its workers. */
  processes(): ProcessEntry[] {
    return processTree(this.#child.pid ?? -1);
  }

  /** What Ctrl-C in a terminal does: the signal reaches every process of the group. */
  interrupt(): void {
    process.kill(-(this.#child.pid ?? 0), 'SIGINT');
  }
}

/** Resolves to the processes that outlived `timeoutMs`; empty when all are gone. */
export async function waitUntilGone(entries: readonly ProcessEntry[], timeoutMs: number): Promise<ProcessEntry[]> {
  const gone = await poll(() => (stillRunning(entries).length === 0 ? true : undefined), timeoutMs);
  return gone ? [] : stillRunning(entries);
}
