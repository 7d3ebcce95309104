import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const TIMEOUT_MS = 90_000;

export interface KindredRun {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface StartedKindred {
  readonly process: ChildProcess;
  readonly ended: Promise<KindredRun>;
  /** What it has written to standard error so far. */
  stderrSoFar(): string;
}

/** Starts the real command line from source, with the data in `folder` and no other setting of Kindred than those given. */
export function startKindred(
  folder: string,
  args: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): StartedKindred {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(KINDRED_|DATABASE_URL|VECTOR_STORE_URL|VITEST|FORCE_COLOR)/.test(name),
  );
  const child = spawn(
    process.execPath,
    ['--conditions=@kindred/source', '--disable-warning=ExperimentalWarning', MAIN, ...args],
    { cwd: folder, env: { ...Object.fromEntries(inherited), ...settings }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<KindredRun>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`kindred ${args.join(' ')} did not end within ${String(TIMEOUT_MS)} ms:\n${stderr}`));
    }, TIMEOUT_MS);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, stdout, stderr });
    });
  });
  return { process: child, ended, stderrSoFar: () => stderr };
}

export function runKindred(folder: string, ...args: string[]): Promise<KindredRun> {
  return startKindred(folder, args).ended;
}

/** Runs with `--json` and parses all of standard output: anything else on it is an error. */
export async function runKindredJson<Document>(
  folder: string,
  ...args: string[]
): Promise<KindredRun & { document: Document }> {
  const run = await runKindred(folder, ...args, '--json');
  try {
    return { ...run, document: JSON.parse(run.stdout) as Document };
  } catch (error) {
    throw new Error(`no JSON on standard output: ${run.stdout}\n${run.stderr}`, { cause: error });
  }
}
