import { setTimeout as pause } from 'node:timers/promises';

/** Looks every 50 ms until `look` gives something; `undefined` after `timeoutMs`. */
export async function poll<T>(look: () => T | undefined, timeoutMs: number): Promise<T | undefined> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const found = look();
    if (found !== undefined || performance.now() > deadline) return found;
    await pause(50);
  }
}
