/**
 * Lets so many searches run at a time, for all who share the gate; the others wait in the order in which they came. The store
 * answers searches that come together with one pass over its memory, and shoppers' searches are not kept waiting by hundreds.
 */
export class SearchGate {
  readonly #concurrency: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(concurrency: number) {
    this.#concurrency = concurrency;
  }

  /** @throws the signal's reason if it was aborted before `work` began; what `work` throws */
  async run<Result>(work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    if (this.#running >= this.#concurrency) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#running += 1;
    try {
      signal?.throwIfAborted();
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}
