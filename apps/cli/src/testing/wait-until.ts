import { setTimeout as wait } from 'node:timers/promises';

/** Asks again and again until it is so. @throws Error after `timeoutMs` */
export async function waitUntil(isSo: () => Promise<boolean> | boolean, timeoutMs = 30_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`It was not so within ${String(timeoutMs)} ms: ${isSo.toString()}`);
    await wait(20);
  }
}
