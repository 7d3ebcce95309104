// The guardian: a process of its own between Kindred and PostgreSQL. It stops PostgreSQL when its parent ends, however that
// one ends: the channel between the two closes. It imports nothing but its neighbours, so that it runs from source and dist alike.
import { spawn, type ChildProcess } from 'node:child_process';
import { openSync } from 'node:fs';
import { GUARDIAN_PLACEHOLDER, type GuardianOrder, type GuardianReport } from './guardian-protocol.ts';
import { findProcessIdentity } from './process-identity.ts';
import { stopPostmaster } from './stop-postmaster.ts';

const order = JSON.parse(process.argv[2] ?? '') as GuardianOrder;
let server: ChildProcess | undefined;
let stopping = false;

function report(message: GuardianReport): void {
  // The parent may be gone: nobody is left to tell.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

function stop(): void {
  if (stopping) return;
  stopping = true;
  const identity = server?.pid === undefined ? undefined : findProcessIdentity(server.pid);
  if (identity === undefined) process.exit(0);
  // Its exit ends this process.
  void stopPostmaster(identity);
}

function launch(): ChildProcess {
  const log = openSync(order.logFile, 'a', 0o600);
  const { file, args: ordered, ...user } = order.command;
  const self = findProcessIdentity(process.pid) ?? '';
  const args = ordered.map((arg) => arg.replace(GUARDIAN_PLACEHOLDER, self));
  const child = spawn(file, args, { cwd: '/', env: { ...order.environment }, stdio: ['ignore', log, log], ...user });
  child.once('error', (error) => {
    report({ kind: 'failed', reason: error.message });
    process.disconnect();
  });
  child.once('exit', (code, signal) => {
    report({ kind: 'exited', code, signal });
    process.exitCode = 0;
    if (process.connected) process.disconnect();
  });
  if (child.pid !== undefined) report({ kind: 'launched', pid: child.pid });
  return child;
}

process.on('disconnect', stop);
process.on('message', stop);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
if (process.connected) server = launch();
