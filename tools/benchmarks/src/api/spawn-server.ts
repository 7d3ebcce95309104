import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A server in a process of its own. */
export interface SpawnedServer {
  /** What it printed in its first line with a `url`. */
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/**
 * Starts a Node program with this one's flags and waits until it prints a JSON line with a `url`.
 * @throws Error if it ends before, or says nothing for `timeoutMs`
 */
export async function spawnServer(
  entry: string,
  env: Record<string, string>,
  timeoutMs = 60_000,
): Promise<SpawnedServer> {
  const child = spawn(process.execPath, [...process.execArgv, entry], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  const found = new Promise<string>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`${entry} printed no address within ${String(timeoutMs)} ms`)),
      timeoutMs,
    );
    child.on('exit', (code) =>
      reject(new Error(`${entry} ended with code ${String(code)} before it printed its address`)),
    );
    if (child.stdout === null) throw new Error('no standard output');
    createInterface({ input: child.stdout }).on('line', (line) => {
      const url = urlOf(line);
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    });
  });
  try {
    return { url: await found, pid: child.pid ?? 0, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function urlOf(line: string): string | undefined {
  if (!line.startsWith('{')) return undefined;
  const parsed = JSON.parse(line) as { url?: unknown };
  return typeof parsed.url === 'string' ? parsed.url : undefined;
}
