import { setTimeout as sleep } from 'node:timers/promises';

/** Time and chance; tests bring their own. */
export interface Timers {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after so many milliseconds. @throws an AbortError once `signal` is aborted */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** Uniform in [0, 1). */
  random(): number;
}

export const systemTimers: Timers = {
  now: () => Date.now(),
  wait: (ms, signal) => sleep(ms, undefined, { signal }),
  random: () => Math.random(),
};
