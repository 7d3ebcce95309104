/** Bounds how many loads run per host at a time; the others wait, first come, first served. */
export class HostGates {
  readonly #limit: number;
  /** Only hosts with a load running. */
  readonly #hosts = new Map<string, { running: number; readonly waiting: (() => void)[] }>();

  /** `limit` ≥ 1. */
  constructor(limit: number) {
    if (!Number.isInteger(limit) || limit < 1)
      throw new RangeError(`The loads per host must be a whole number from 1, not ${String(limit)}.`);
    this.#limit = limit;
  }

  /** Hosts with a load running. */
  get size(): number {
    return this.#hosts.size;
  }

  /** Runs `work` when it is its turn. @throws whatever `signal` was aborted with, and what `work` throws */
  async run<T>(host: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.#enter(host, signal);
    try {
      return await work();
    } finally {
      this.#leave(host);
    }
  }

  async #enter(host: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const gate = this.#hosts.get(host) ?? { running: 0, waiting: [] };
    this.#hosts.set(host, gate);
    if (gate.running < this.#limit) {
      gate.running += 1;
      return;
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const giveUp = (): void => {
      gate.waiting.splice(gate.waiting.indexOf(resolve), 1);
      reject(signal.reason as Error);
    };
    gate.waiting.push(resolve);
    signal.addEventListener('abort', giveUp, { once: true });
    await promise.finally(() => signal.removeEventListener('abort', giveUp));
  }

  /** Whoever waits longest takes the place over, so the count stays. */
  #leave(host: string): void {
    const gate = this.#hosts.get(host);
    if (gate === undefined) return;
    const next = gate.waiting.shift();
    if (next !== undefined) next();
    else if (gate.running > 1) gate.running -= 1;
    else this.#hosts.delete(host);
  }
}
