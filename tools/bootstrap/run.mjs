import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { everyProcess } from './server-settings.mjs';

/**
 * Runs Node with these arguments until it ends; resolves to its exit code. Signals reach it, and when this process or
 * the npm that started it is gone, so is the child: the IPC channel closes, which the long-running entries listen for.
 */
export function runToEnd(node, args, extraEnv) {
  return new Promise((resolve, reject) => {
    const child = spawn(node, args, {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: { ...everyProcess, ...extraEnv, ...process.env, KINDRED_SUPERVISED: '1' },
    });
    const forward = (signal) => child.kill(signal);
    // Ctrl-C reaches the whole process group by itself; only the others are passed on.
    process.on('SIGINT', () => undefined);
    process.on('SIGTERM', forward);
    process.on('SIGHUP', forward);
    const ancestors = readAncestors();
    const orphanCheck = setInterval(() => {
      if (readAncestors() !== ancestors) child.kill('SIGTERM');
    }, 500);
    orphanCheck.unref();
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(signal ? 128 + constants.signals[signal] : (code ?? 1)));
  });
}

/**
 * Our parent and its parent, which change when one of them dies: npm starts a shell that starts us, and the shell outlives a killed npm.
 * Only Linux tells about the second without another program.
 */
function readAncestors() {
  const parent = process.ppid;
  try {
    const stat = readFileSync(`/proc/${parent}/stat`, 'utf8');
    return `${parent} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]}`;
  } catch {
    return String(parent);
  }
}
