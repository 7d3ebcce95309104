import { readFile, rename, stat } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { DataDirInUseError, EmbeddedPostgresStartError } from '../errors.ts';
import { removeConnectionFile, writeConnectionFile } from './connection-file.ts';
import { DATABASE, type DataDir, prepareDataDir, SUPERUSER } from './data-dir.ts';
import { ensureDatabase } from './ensure-database.ts';
import { findFreePort } from './free-port.ts';
import { initializeCluster } from './initialize-cluster.ts';
import { type Launch, type LaunchedPostmaster, launchPostmaster, type PostgresExit } from './launch-postmaster.ts';
import { locatePostgresBinaries } from './postgres-binaries.ts';
import { findPostmaster, isGuarded, removeForeignLockFile } from './postmaster.ts';
import { isProcessAlive } from './process-identity.ts';
import { chooseRunAs } from './run-as.ts';
import { isGoneWithin, stopPostmaster } from './stop-postmaster.ts';

const LAUNCH_ATTEMPTS = 6;
const BETWEEN_ATTEMPTS_MS = 300;
const LAUNCH_TIMEOUT_MS = 120_000;
/** Longer than a guardian takes to stop a server. */
const GUARDIAN_STOP_MS = 32_000;
/** A process that was killed just now may look alive for a moment. */
const DYING_MS = 500;
const POLL_MS = 20;
const MAX_LOG_BYTES = 5_000_000;

export interface EmbeddedPostgresOptions {
  /** Folder for everything it keeps; made where it is missing. */
  readonly dataDir: string;
  /** 0, the default: any free one. */
  readonly port?: number;
  /** Lines for people. */
  readonly log?: (line: string) => void;
  /** PostgreSQL ended without `stop()`: it crashed or was killed. Called once; a new start is the caller's decision. */
  readonly onExit?: (exit: PostgresExit) => void;
}

export interface EmbeddedPostgres {
  /** `postgresql://…` with user, password and database. */
  readonly url: string;
  /** Process id of the server. */
  readonly pid: number;
  /** Ends all sessions, writes everything and returns when the server is gone. May be called again. */
  stop(): Promise<void>;
}

/**
 * Runs a PostgreSQL of its own on a folder, on 127.0.0.1 only, and stops it when this process ends, however that happens.
 * What an earlier start left behind (a killed initdb, a stale lock file, a server whose owner is gone) is cleared first.
 * @throws DataDirInUseError, PortInUseError, EmbeddedPostgresStartError, EmbeddedPostgresUnsupportedError
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => undefined);
  const dataDir = await prepareDataDir(options.dataDir);
  const binaries = await locatePostgresBinaries(dataDir.root);
  await stopOrphan(dataDir, log);
  const runAs = chooseRunAs([binaries.binDir, dataDir.root], dataDir.cluster);
  await initializeCluster(dataDir, binaries, runAs);
  await setAsideLongLog(dataDir.log);
  const { launched, port } = await launchWithRetries(
    { dataDir, binaries, runAs, timeoutMs: LAUNCH_TIMEOUT_MS },
    options.port ?? 0,
    log,
  );
  try {
    const password = (await readFile(dataDir.password, 'utf8')).trim();
    const url = `postgresql://${SUPERUSER}:${password}@127.0.0.1:${String(port)}/${DATABASE}`;
    await ensureDatabase(url);
    await writeConnectionFile(dataDir.connection, { url, postmaster: launched.identity });
    log(`PostgreSQL runs as ${runAs.description} on 127.0.0.1:${String(port)}, data in ${dataDir.cluster}`);
    return handleOf(launched, { url, dataDir, onExit: options.onExit });
  } catch (error) {
    await launched.stop();
    throw error;
  }
}

function handleOf(
  launched: LaunchedPostmaster,
  { url, dataDir, onExit }: { url: string; dataDir: DataDir; onExit: EmbeddedPostgresOptions['onExit'] },
): EmbeddedPostgres {
  let stopped: Promise<void> | undefined;
  const forget = () => removeConnectionFile(dataDir.connection, launched.identity);
  void launched.exited.then(async (exit) => {
    if (stopped !== undefined) return;
    await forget().catch(() => undefined);
    onExit?.(exit);
  });
  return {
    url,
    pid: Number(launched.identity.split('@')[0]),
    stop: () => (stopped ??= launched.stop().then(forget)),
  };
}

async function launchWithRetries(
  launch: Omit<Launch, 'port'>,
  wantedPort: number,
  log: (line: string) => void,
): Promise<{ launched: LaunchedPostmaster; port: number }> {
  const { dataDir } = launch;
  const logStart = await sizeOf(dataDir.log);
  for (let attempt = 1; attempt <= LAUNCH_ATTEMPTS; attempt++) {
    removeForeignLockFile(dataDir.cluster);
    // Between this look and the launch another program may take the port, or another start the cluster.
    const port = await findFreePort(wantedPort);
    const launched = await launchPostmaster({ ...launch, port });
    if (launched !== undefined) return { launched, port };
    await stopOrphan(dataDir, log);
    // The last sessions of a server that was killed take a moment to end.
    await wait(BETWEEN_ATTEMPTS_MS * attempt);
  }
  const said = (await readFile(dataDir.log, 'utf8').catch(() => '')).slice(logStart).trim();
  throw new EmbeddedPostgresStartError(`it ended at once. Its log (${dataDir.log}) says:\n${said.slice(-2000)}`);
}

/** Stops a server on this folder whose owner or guardian is gone. @throws DataDirInUseError for any other server */
async function stopOrphan({ root, cluster }: DataDir, log: (line: string) => void): Promise<void> {
  const postmaster = findPostmaster(cluster);
  if (postmaster === undefined) return;
  const { owner, guardian, identity, pid } = postmaster;
  if (owner === undefined || guardian === undefined)
    throw new DataDirInUseError(root, pid, 'something other than Kindred');
  const deadline = Date.now() + DYING_MS;
  while (isGuarded(postmaster) && isProcessAlive(identity)) {
    if (Date.now() > deadline) throw new DataDirInUseError(root, pid, `process ${owner.split('@')[0] ?? ''}`);
    await wait(POLL_MS);
  }
  if (!isProcessAlive(identity)) return;
  log(`Stopping a PostgreSQL (process ${String(pid)}) that an ended process left on ${cluster}`);
  if (isProcessAlive(guardian) && (await isGoneWithin(identity, GUARDIAN_STOP_MS))) return;
  await stopPostmaster(identity);
}

async function setAsideLongLog(path: string): Promise<void> {
  if ((await sizeOf(path)) > MAX_LOG_BYTES) await rename(path, `${path}.1`);
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
