import { readdirSync, readFileSync } from 'node:fs';
import { lowerPriority } from './thread-priority.ts';

/** How Linux names the threads that LanceDB works with. */
const THREAD_NAME = 'tokio-rt-worker';
/** About a twentieth of the processor's time while searches want all of it, all of it otherwise. */
const NICENESS = 15;
const TASKS = '/proc/self/task';

/**
 * Lets searches go before LanceDB's threads, which else take every core while they write: the 95th percentile of searches beside
 * upserts was three times that of others. On Linux, where threads have priorities of their own; elsewhere it does nothing.
 */
export class BackgroundThreads {
  readonly #seen = new Set<string>();

  /** Call it now and then: new threads are found. Never throws. */
  stepBack(): void {
    if (process.platform !== 'linux') return;
    try {
      for (const id of readdirSync(TASKS)) {
        if (this.#seen.has(id)) continue;
        this.#seen.add(id);
        const isOfLance = readFileSync(`${TASKS}/${id}/comm`, 'utf8').trim() === THREAD_NAME;
        if (isOfLance) lowerPriority(Number(id), NICENESS);
      }
    } catch {
      // A thread that has just ended, or a system without /proc: everything works as before.
    }
  }
}
