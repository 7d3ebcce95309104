import { setTimeout as wait } from 'node:timers/promises';
import { DataDirInUseError, EmbeddedPostgresStartError } from '../errors.ts';
import { findConnection } from './connection-file.ts';
import { prepareDataDir } from './data-dir.ts';
import { ensureDatabase } from './ensure-database.ts';
import { findPostmaster, isGuarded } from './postmaster.ts';
import { isProcessAlive, type ProcessIdentity } from './process-identity.ts';
import { type EmbeddedPostgresOptions, startEmbeddedPostgres } from './start-embedded-postgres.ts';

const WAIT_MS = 60_000;
const POLL_MS = 50;
/** Elsewhere a look starts two programs. */
const WATCH_MS = process.platform === 'linux' ? 250 : 2000;

export interface SharedEmbeddedPostgres {
  readonly url: string;
  /** Whether this process runs the server; if not, it ends when the process that does ends. */
  readonly owned: boolean;
  /** Stops the server if it is owned; another process's is only no longer watched. */
  stop(): Promise<void>;
}

/**
 * Connects to the PostgreSQL that another process runs on this folder, or runs one. Two that come at once: one runs it,
 * the other connects. `onExit` tells of another process's server too, when it has ended.
 * @param target the data folder, alone or with options
 * @throws EmbeddedPostgresStartError when another process's server does not become ready, and what `startEmbeddedPostgres` throws
 */
export async function connectOrStartEmbeddedPostgres(
  target: string | EmbeddedPostgresOptions,
): Promise<SharedEmbeddedPostgres> {
  const options = typeof target === 'string' ? { dataDir: target } : target;
  const dataDir = await prepareDataDir(options.dataDir);
  const deadline = Date.now() + WAIT_MS;
  while (Date.now() < deadline) {
    const postmaster = findPostmaster(dataDir.cluster);
    if (postmaster === undefined || (postmaster.owner !== undefined && !isGuarded(postmaster))) {
      const started = await startUnlessInUse(options);
      if (started !== undefined) return { url: started.url, owned: true, stop: () => started.stop() };
      continue;
    }
    if (postmaster.owner === undefined) throw new DataDirInUseError(dataDir.root, postmaster.pid, 'another program');
    const connection = await findConnection(dataDir.connection, postmaster.identity);
    if (connection !== undefined && (await canConnect(connection.url))) {
      options.log?.(
        `Using the PostgreSQL that process ${postmaster.owner.split('@')[0] ?? ''} runs on ${dataDir.root}`,
      );
      const unwatch = watchForeign(postmaster.identity, options.onExit);
      return { url: connection.url, owned: false, stop: async () => unwatch() };
    }
    await wait(POLL_MS);
  }
  throw new EmbeddedPostgresStartError(
    `another process is starting one on '${dataDir.root}', which was not ready after ${String(WAIT_MS / 1000)} s.`,
  );
}

/** Nothing tells about the end of a process that is no child, so it is looked at. Returns what ends that. */
function watchForeign(identity: ProcessIdentity, onExit: EmbeddedPostgresOptions['onExit']): () => void {
  if (onExit === undefined) return () => undefined;
  const timer = setInterval(() => {
    if (isProcessAlive(identity)) return;
    clearInterval(timer);
    onExit({ code: null, signal: null });
  }, WATCH_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** It may be shutting down: then the next look finds it gone. */
async function canConnect(url: string): Promise<boolean> {
  return ensureDatabase(url).then(
    () => true,
    () => false,
  );
}

async function startUnlessInUse(options: EmbeddedPostgresOptions) {
  try {
    return await startEmbeddedPostgres(options);
  } catch (error) {
    if (error instanceof DataDirInUseError) return undefined;
    throw error;
  }
}
