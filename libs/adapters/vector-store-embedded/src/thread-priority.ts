import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';

/**
 * Lets the calling thread step back behind others that want the processor, by `niceness` (1 to 19, each a quarter less of its time while
 * there are others). On Linux, where threads have priorities of their own; elsewhere, and where it isn't allowed, it does nothing.
 */
export function stepBack(niceness: number): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), niceness);
  } catch {
    // A system without /proc: everything works as before.
  }
}
