import { readlinkSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';

/**
 * Lets the calling thread step back behind others that want the processor, to `niceness` (1 to 19, each a fifth less of its time while
 * there are others), unless it stands further back already. On Linux, where threads have priorities of their own; elsewhere, and where it isn't allowed, it does nothing.
 */
export function stepBack(niceness: number): void {
  if (process.platform !== 'linux') return;
  try {
    lowerPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), niceness);
  } catch {
    // A system without /proc: everything works as before.
  }
}

/** Never raises it. @throws Error where there is no such thread, or it isn't allowed */
export function lowerPriority(threadId: number, niceness: number): void {
  if (getPriority(threadId) < niceness) setPriority(threadId, niceness);
}
