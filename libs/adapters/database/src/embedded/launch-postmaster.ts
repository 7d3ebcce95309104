import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { EmbeddedPostgresStartError } from '../errors.ts';
import type { DataDir } from './data-dir.ts';
import { GUARDIAN_PLACEHOLDER, type GuardianOrder, type GuardianReport } from './guardian-protocol.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { keepingAlive } from './keeping-alive.ts';
import { findPostmaster, ownershipSettings } from './postmaster.ts';
import { findProcessIdentity, type ProcessIdentity } from './process-identity.ts';
import type { RunAs } from './run-as.ts';
import { stopPostmaster } from './stop-postmaster.ts';

const POLL_MS = 15;
const ORPHAN_WAIT_MS = 3000;

/** How PostgreSQL ended. */
export interface PostgresExit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** A server that was launched and its guardian. */
export interface LaunchedPostmaster {
  readonly identity: ProcessIdentity;
  /** Resolves when server and guardian are gone, whoever ended them. */
  readonly exited: Promise<PostgresExit>;
  stop(): Promise<void>;
}

export interface Launch {
  readonly dataDir: DataDir;
  readonly binaries: PostgresBinaries;
  readonly runAs: RunAs;
  readonly port: number;
  readonly timeoutMs: number;
}

const guardianFile = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './guardian.ts' : './guardian.js', import.meta.url),
);

/**
 * Starts a guardian, which starts PostgreSQL, and waits until that accepts connections. undefined: the server ended
 * before (its port was taken, another server has the cluster); its log says why.
 * @throws EmbeddedPostgresStartError when there was no launch at all, or not within the time
 */
export async function launchPostmaster(launch: Launch): Promise<LaunchedPostmaster | undefined> {
  const { guardian, pid, exited } = await startGuardian(launch);
  const identity = pid === undefined ? undefined : findProcessIdentity(pid);
  if (identity === undefined) {
    await keepingAlive(exited);
    return undefined;
  }
  const launched: LaunchedPostmaster = {
    identity,
    exited,
    stop: async () => {
      if (guardian.connected) guardian.send('stop', () => undefined);
      await keepingAlive(exited);
    },
  };
  let ended = false;
  void exited.then(() => (ended = true));
  const deadline = Date.now() + launch.timeoutMs;
  while (!ended) {
    const postmaster = findPostmaster(launch.dataDir.cluster);
    if (postmaster?.identity === identity && postmaster.ready) return launched;
    if (Date.now() > deadline) {
      await launched.stop();
      throw new EmbeddedPostgresStartError(`not ready after ${String(launch.timeoutMs / 1000)} s.`);
    }
    await wait(POLL_MS);
  }
  return undefined;
}

async function startGuardian(
  launch: Launch,
): Promise<{ guardian: ChildProcess; pid: number | undefined; exited: Promise<PostgresExit> }> {
  // In a session of its own: Ctrl-C in a terminal reaches the parent alone, which then stops in its own order.
  const guardian = fork(guardianFile, [JSON.stringify(buildOrder(launch))], {
    detached: true,
    execArgv: ['--max-old-space-size=32', '--max-semi-space-size=1'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  let pid: number | undefined;
  let exit: PostgresExit | undefined;
  const firstReport = Promise.withResolvers<GuardianReport | undefined>();
  guardian.on('message', (report: GuardianReport) => {
    if (report.kind === 'launched') pid = report.pid;
    if (report.kind === 'exited') exit = report;
    firstReport.resolve(report);
  });
  const guardianIdentity = guardian.pid === undefined ? undefined : findProcessIdentity(guardian.pid);
  const exited = once(guardian, 'exit').then(async () => {
    firstReport.resolve(undefined);
    if (exit === undefined) await stopUnguarded(launch.dataDir, pid, guardianIdentity);
    return exit ?? { code: null, signal: null };
  });
  exited.catch((error: unknown) => firstReport.reject(error as Error));
  // They alone don't keep this process alive; when it ends, the guardian stops PostgreSQL.
  guardian.unref();
  guardian.channel?.unref();
  const report = await keepingAlive(firstReport.promise);
  if (report?.kind === 'failed') throw new EmbeddedPostgresStartError(report.reason);
  return { guardian, pid, exited };
}

/** The guardian was killed: its server, if there is one, is stopped from here. */
async function stopUnguarded(
  { cluster }: DataDir,
  pid: number | undefined,
  guardian: ProcessIdentity | undefined,
): Promise<void> {
  const known = pid === undefined ? undefined : findProcessIdentity(pid);
  if (known !== undefined) return stopPostmaster(known);
  if (pid !== undefined) return;
  // It was killed before it could tell whether it had launched one.
  const deadline = Date.now() + ORPHAN_WAIT_MS;
  while (Date.now() < deadline) {
    const postmaster = findPostmaster(cluster);
    if (postmaster !== undefined && postmaster.guardian === guardian) return stopPostmaster(postmaster.identity);
    await wait(POLL_MS);
  }
}

function buildOrder({ dataDir, binaries, runAs, port }: Launch): GuardianOrder {
  const settings: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 60,
    shared_buffers: '64MB',
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    max_wal_size: '512MB',
    min_wal_size: '80MB',
    wal_level: 'minimal',
    max_wal_senders: 0,
    io_method: 'sync',
    jit: 'off',
    huge_pages: 'off',
    max_logical_replication_workers: 0,
    log_checkpoints: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    tcp_keepalives_idle: 30,
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${String(value)}`]);
  const owner = findProcessIdentity(process.pid) ?? '';
  return {
    command: runAs.command(binaries.postgres, [
      '-D',
      dataDir.cluster,
      ...args,
      ...ownershipSettings(owner, GUARDIAN_PLACEHOLDER),
    ]),
    environment: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', ...binaries.environment },
    logFile: dataDir.log,
  };
}
