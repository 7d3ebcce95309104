import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';

/** What a benchmark measured; the document that `--json` prints. */
export interface BenchmarkReport {
  readonly name: string;
  readonly commit: string;
  readonly machine: string;
  readonly data: string;
  readonly seed: number;
  readonly metrics: Readonly<Record<string, number>>;
}

/** Adds commit and machine to a measurement. */
export function benchmarkReport(measured: Omit<BenchmarkReport, 'commit' | 'machine'>): BenchmarkReport {
  return { ...measured, commit: currentCommit(), machine: describeMachine() };
}

function describeMachine(): string {
  const processors = cpus();
  const memoryGiB = Math.round(totalmem() / 2 ** 30);
  const model = processors[0]?.model ?? 'unknown processor';
  return `${String(processors.length)} × ${model}, ${String(memoryGiB)} GiB, ${process.platform} ${process.arch}, Node ${process.versions.node}`;
}

function currentCommit(): string {
  try {
    const run = (...args: string[]) =>
      execFileSync('git', args, { encoding: 'utf8', timeout: 5000, stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    return run('rev-parse', '--short=12', 'HEAD') + (run('status', '--porcelain') === '' ? '' : '+changes');
  } catch {
    return 'not a git checkout';
  }
}
