import { existsSync, linkSync, readFileSync, readlinkSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findCommandLine, findProcessIdentity, isProcessAlive, type ProcessIdentity } from './process-identity.ts';

/** A living PostgreSQL server of one cluster. */
export interface Postmaster {
  readonly pid: number;
  readonly identity: ProcessIdentity;
  readonly port: number;
  /** Whether it accepts connections. */
  readonly ready: boolean;
  /** Who asked for it, and the guardian that watches it; undefined for a server that Kindred did not start. */
  readonly owner: ProcessIdentity | undefined;
  readonly guardian: ProcessIdentity | undefined;
}

/** Settings by which a server carries on its command line who started it. */
export function ownershipSettings(owner: ProcessIdentity, guardian: ProcessIdentity): string[] {
  return ['-c', `kindred.owner=${owner}`, '-c', `kindred.guardian=${guardian}`];
}

/**
 * The server that runs on this cluster, from PostgreSQL's own lock file `postmaster.pid` (pid, folder, start, port, socket
 * folder, address, memory key, status; one a line). A file left behind by a crash names a process that is gone, or one
 * that is no PostgreSQL of this cluster: then there is none.
 */
export function findPostmaster(cluster: string): Postmaster | undefined {
  const lines = readLockFile(cluster);
  const pid = Number(lines?.[0]);
  const identity = findProcessIdentity(pid);
  const commandLine = findCommandLine(pid);
  if (lines === undefined || identity === undefined || commandLine === undefined) return undefined;
  if (!servesCluster(pid, commandLine, cluster)) return undefined;
  return {
    pid,
    identity,
    port: Number(lines[3] ?? 0),
    ready: lines[7]?.trim() === 'ready',
    owner: settingOf(commandLine, 'kindred.owner'),
    guardian: settingOf(commandLine, 'kindred.guardian'),
  };
}

/** Whether both who started it and its guardian live; a server without them is about to be stopped, or has to be. */
export function isGuarded({ owner, guardian }: Postmaster): boolean {
  return owner !== undefined && guardian !== undefined && isProcessAlive(owner) && isProcessAlive(guardian);
}

/**
 * Removes a lock file that names a living process which is no PostgreSQL of this cluster: PostgreSQL would refuse to start.
 * All other stale lock files it clears by itself. The file is taken away before it is looked at again, and put back
 * should another server have written it in between.
 */
export function removeForeignLockFile(cluster: string): void {
  const stale = readLockFile(cluster)?.[0];
  if (stale === undefined || findProcessIdentity(Number(stale)) === undefined) return;
  if (findPostmaster(cluster) !== undefined) return;
  const lockFile = join(cluster, 'postmaster.pid');
  const taken = `${lockFile}.stale-${String(process.pid)}`;
  try {
    renameSync(lockFile, taken);
    if (readFileSync(taken, 'utf8').split('\n')[0] !== stale && !existsSync(lockFile)) linkSync(taken, lockFile);
    rmSync(taken, { force: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function readLockFile(cluster: string): string[] | undefined {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

function servesCluster(pid: number, commandLine: string, cluster: string): boolean {
  const program = commandLine.split(/[\0 ]/)[0] ?? '';
  if (!/postgres(\.exe)?$/.test(program) && !/\/postgres(\.exe)? /.test(commandLine)) return false;
  if (commandLine.includes(`-D\0${cluster}\0`) || commandLine.includes(`-D ${cluster} `)) return true;
  try {
    return readlinkSync(`/proc/${String(pid)}/cwd`) === cluster;
  } catch {
    return false;
  }
}

function settingOf(commandLine: string, name: string): string | undefined {
  const start = commandLine.indexOf(`${name}=`);
  if (start < 0) return undefined;
  return commandLine.slice(start + name.length + 1).split(/[\0 ]/)[0];
}
