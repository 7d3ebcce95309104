import { setTimeout as wait } from 'node:timers/promises';
import { isProcessAlive, type ProcessIdentity } from './process-identity.ts';

const POLL_MS = 20;

/** Signal and how long it is given. SIGINT: sessions are ended, everything is written. SIGQUIT: at once, recovered at the next start. */
const steps = [
  { signal: 'SIGINT', graceMs: 20_000 },
  { signal: 'SIGQUIT', graceMs: 5000 },
  { signal: 'SIGKILL', graceMs: 5000 },
] as const;

/** Stops a server and returns when its process is gone; does nothing if it is already. */
export async function stopPostmaster(identity: ProcessIdentity): Promise<void> {
  const pid = Number(identity.split('@')[0]);
  for (const { signal, graceMs } of steps) {
    if (!isProcessAlive(identity)) return;
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
      throw error;
    }
    if (await isGoneWithin(identity, graceMs)) return;
  }
}

/** Waits for a process to end. */
export async function isGoneWithin(identity: ProcessIdentity, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (isProcessAlive(identity)) {
    if (Date.now() > deadline) return false;
    await wait(POLL_MS);
  }
  return true;
}
