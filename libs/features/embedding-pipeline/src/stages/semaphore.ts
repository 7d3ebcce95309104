interface Waiter {
  readonly amount: number;
  readonly grant: () => void;
}

/** So much of something at a time, for instance turns or bytes; who comes first is served first. */
export class Semaphore {
  readonly #capacity: number;
  readonly #waiting: Waiter[] = [];
  #free: number;

  /** @param capacity at least 1 */
  constructor(capacity: number) {
    if (!(capacity >= 1)) throw new RangeError(`A semaphore's capacity must be 1 or more, not ${String(capacity)}.`);
    this.#capacity = capacity;
    this.#free = capacity;
  }

  /**
   * Resolves when so much is free. More than there is counts as all there is, so that it is had alone, and not never.
   *
   * @returns gives it back, all but what is still needed; giving back what was given back does nothing
   * @throws the signal's reason, when it is aborted before it is this one's turn
   */
  async acquire(amount = 1, signal?: AbortSignal): Promise<(needed?: number) => void> {
    signal?.throwIfAborted();
    const wanted = Math.min(amount, this.#capacity);
    if (this.#waiting.length === 0 && wanted <= this.#free) this.#free -= wanted;
    else await this.#wait(wanted, signal);
    let held = wanted;
    return (needed = 0) => {
      if (needed >= held) return;
      this.#free += held - needed;
      held = needed;
      this.#grant();
    };
  }

  async #wait(amount: number, signal: AbortSignal | undefined): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiter: Waiter = { amount, grant: resolve };
    const giveUp = (): void => {
      this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
      reject(signal?.reason as Error);
      this.#grant();
    };
    this.#waiting.push(waiter);
    signal?.addEventListener('abort', giveUp, { once: true });
    await promise.finally(() => signal?.removeEventListener('abort', giveUp));
  }

  #grant(): void {
    for (let [next] = this.#waiting; next !== undefined && next.amount <= this.#free; [next] = this.#waiting) {
      this.#waiting.shift();
      this.#free -= next.amount;
      next.grant();
    }
  }
}
