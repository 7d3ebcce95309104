import { readFileSync, readdirSync } from 'node:fs';

/** One process as the kernel lists it. */
export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  /** Clock ticks since boot at which it started: with the pid, an identity that is never used again. */
  readonly startTicks: string;
  /** Arguments, joined by spaces. */
  readonly command: string;
}

/** All processes that can be read. Linux only: it reads `/proc`. */
export function listProcesses(): ProcessEntry[] {
  const entries: ProcessEntry[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const entry = readProcess(Number(name));
    if (entry) entries.push(entry);
  }
  return entries;
}

/** `undefined` for a process that is gone, or dead and not yet collected by its parent. */
export function readProcess(pid: number): ProcessEntry | undefined {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    // The name, in parentheses, may hold spaces; the fields after it are: state, parent, … and the start time as the 20th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z') return undefined;
    const command = readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8')
      .replaceAll('\0', ' ')
      .trim();
    return { pid, parent: Number(fields[1]), startTicks: fields[19] ?? '', command };
  } catch {
    return undefined;
  }
}

/** The process and everything below it. */
export function processTree(rootPid: number): ProcessEntry[] {
  const all = listProcesses();
  const found = all.filter((entry) => entry.pid === rootPid);
  for (let index = 0; index < found.length; index += 1) {
    const parent = found[index]?.pid;
    found.push(...all.filter((entry) => entry.parent === parent));
  }
  return found;
}

/** Those of the processes that still run. */
export function stillRunning(entries: readonly ProcessEntry[]): ProcessEntry[] {
  return entries.filter((entry) => readProcess(entry.pid)?.startTicks === entry.startTicks);
}
