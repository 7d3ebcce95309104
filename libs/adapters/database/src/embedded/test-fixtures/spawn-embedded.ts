import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface EmbeddedProcess {
  readonly child: ChildProcess;
  readonly url: string;
  readonly owned: boolean;
  readonly guardian: number;
  readonly postgres: number;
  readonly error?: string;
  readonly message?: string;
  /** Resolves with the next line that the process prints. */
  nextLine(): Promise<string>;
  end(): Promise<void>;
}

const script = fileURLToPath(new URL('./embedded-process.ts', import.meta.url));

/** Starts the fixture process and waits for what it prints first. */
export async function spawnEmbedded(
  mode: 'start' | 'connect',
  dataDir: string,
  user: { uid?: number; gid?: number } = {},
): Promise<EmbeddedProcess> {
  const child = spawnFixture(mode, dataDir, user);
  const lines = createInterface({ input: child.stdout! });
  const line = await nextLine(lines);
  return {
    child,
    ...(JSON.parse(line) as Pick<EmbeddedProcess, 'url' | 'owned' | 'guardian' | 'postgres'>),
    nextLine: () => nextLine(lines),
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.stdin?.end();
      await once(child, 'exit');
    },
  };
}

/** Without waiting for anything. */
export function spawnFixture(mode: string, dataDir: string, user: { uid?: number; gid?: number } = {}): ChildProcess {
  return spawn(process.execPath, [script, mode, dataDir], { stdio: ['pipe', 'pipe', 'inherit'], ...user });
}

async function nextLine(lines: Interface): Promise<string> {
  const [line] = (await once(lines, 'line')) as [string];
  return line;
}
