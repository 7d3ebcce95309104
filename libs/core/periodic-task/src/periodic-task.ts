export interface PeriodicTaskOptions {
  /** Milliseconds between the end of a run and the next one. */
  readonly everyMs: number;
  /** Told of a run that failed; the next comes as usual. */
  readonly onProblem: (error: unknown) => void;
}

/** Does its work again and again, one run at a time, until it is closed. Its timer keeps no process alive. */
export class PeriodicTask {
  readonly #work: () => Promise<void>;
  readonly #options: PeriodicTaskOptions;
  #timer: NodeJS.Timeout | undefined;
  #run: Promise<void> = Promise.resolve();
  #closed = false;

  /** The first run begins after `everyMs`. */
  constructor(work: () => Promise<void>, options: PeriodicTaskOptions) {
    this.#work = work;
    this.#options = options;
    this.#schedule();
  }

  /** Waits for the run under way; none begins afterwards. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#run;
  }

  #schedule(): void {
    if (this.#closed) return;
    const { everyMs, onProblem } = this.#options;
    this.#timer = setTimeout(() => {
      this.#run = this.#work()
        .catch(onProblem)
        .then(() => this.#schedule());
    }, everyMs).unref();
  }
}
