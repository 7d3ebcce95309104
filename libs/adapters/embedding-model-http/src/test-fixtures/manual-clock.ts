import type { Clock } from '../clock.ts';

interface Timer {
  readonly delayMs: number;
  readonly run: () => void;
}

/** Time that passes when the test says so; timers shorter than `instantBelowMs` end at once and are noted. */
export class ManualClock implements Clock {
  /** Lengths of the timers that ended by themselves, in order. */
  readonly passed: number[] = [];
  readonly #instantBelowMs: number;
  readonly #timers = new Set<Timer>();
  #nowMs = 0;

  constructor(instantBelowMs = 0) {
    this.#instantBelowMs = instantBelowMs;
  }

  /** Lengths of the timers that run. */
  get pending(): number[] {
    return [...this.#timers].map(({ delayMs }) => delayMs);
  }

  now(): number {
    return this.#nowMs;
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { delayMs, run };
    this.#timers.add(timer);
    if (delayMs < this.#instantBelowMs) queueMicrotask(() => this.#end(timer));
    return () => this.#timers.delete(timer);
  }

  /** Ends every timer of that length that runs now; at least one must. */
  fire(delayMs: number): void {
    const ending = [...this.#timers].filter((timer) => timer.delayMs === delayMs);
    if (ending.length === 0)
      throw new Error(`no timer of ${String(delayMs)} ms runs, but of ${this.pending.join(', ')}`);
    for (const timer of ending) this.#end(timer);
  }

  #end(timer: Timer): void {
    if (!this.#timers.delete(timer)) return;
    this.#nowMs += timer.delayMs;
    this.passed.push(timer.delayMs);
    timer.run();
  }
}
