import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** `pid@start`: a process id with the time it started, so that a reused id is not taken for the process that had it. */
export type ProcessIdentity = string;

/** The identity of a living process; undefined when there is none, or only its zombie. */
export function findProcessIdentity(pid: number): ProcessIdentity | undefined {
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
}

export function isProcessAlive(identity: ProcessIdentity): boolean {
  return findProcessIdentity(Number(identity.split('@')[0])) === identity;
}

/** The program and its arguments, separated by NUL where the system tells them apart, else by spaces. */
export function findCommandLine(pid: number): string | undefined {
  if (process.platform !== 'linux') return ps(pid, 'command=');
  try {
    return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8');
  } catch {
    return undefined;
  }
}

/** proc(5), stat: the third field is the state, the 22nd the start in clock ticks since boot; the second may hold blanks. */
function fromProc(pid: number): ProcessIdentity | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const state = fields[0];
  return state === 'Z' || state === 'X' ? undefined : `${String(pid)}@${fields[19] ?? ''}`;
}

function fromPs(pid: number): ProcessIdentity | undefined {
  const state = ps(pid, 'stat=');
  if (state === undefined || state.startsWith('Z')) return undefined;
  const started = ps(pid, 'lstart=');
  return started === undefined ? undefined : `${String(pid)}@${started.replaceAll(/\W+/g, '-')}`;
}

function ps(pid: number, column: string): string | undefined {
  try {
    const output = execFileSync('ps', ['-ww', '-o', column, '-p', String(pid)], {
      encoding: 'utf8',
      timeout: 5000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return output.trim() || undefined;
  } catch {
    return undefined;
  }
}
