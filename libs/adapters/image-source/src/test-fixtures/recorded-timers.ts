import type { Timers } from '../timers.ts';

/** Time that passes only by waiting, and waits that end at once and are written down. */
export class RecordedTimers implements Timers {
  readonly waits: number[] = [];
  nowMs: number;
  readonly #chance: number;

  constructor({ nowMs = Date.parse('2026-11-25T10:00:00Z'), chance = 0.5 } = {}) {
    this.nowMs = nowMs;
    this.#chance = chance;
  }

  now(): number {
    return this.nowMs;
  }

  wait(ms: number): Promise<void> {
    this.waits.push(ms);
    this.nowMs += ms;
    return Promise.resolve();
  }

  random(): number {
    return this.#chance;
  }
}
