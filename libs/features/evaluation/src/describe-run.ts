import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';

/** What was measured; the document that `--json` prints. */
export interface MeasurementReport {
  readonly name: string;
  readonly commit: string;
  readonly machine: string;
  readonly data: string;
  readonly seed: number;
  readonly metrics: Readonly<Record<string, number>>;
}

/** Adds commit and machine to a measurement. */
export function measurementReport(measured: Omit<MeasurementReport, 'commit' | 'machine'>): MeasurementReport {
  return { ...measured, commit: currentCommit(), machine: describeMachine() };
}

function describeMachine(): string {
  const processors = cpus();
  const memoryGiB = Math.round(totalmem() / 2 ** 30);
  const model = processors[0]?.model ?? 'unknown processor';
  return `${String(processors.length)} × ${model}, ${String(memoryGiB)} GiB, ${process.platform} ${process.arch}, Node ${process.versions.node}`;
}

/** Of Kindred's own checkout, wherever it is called from. */
function currentCommit(): string {
  try {
    const cwd = import.meta.dirname;
    const run = (...args: string[]) =>
      execFileSync('git', args, { cwd, encoding: 'utf8', timeout: 5000, stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    return run('rev-parse', '--short=12', 'HEAD') + (run('status', '--porcelain') === '' ? '' : '+changes');
  } catch {
    return 'not a git checkout';
  }
}
