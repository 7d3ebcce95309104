export interface BatchFormerOptions<Input, Output> {
  /** Most inputs of a batch. */
  readonly maxBatch: number;
  /** Batches worked on at a time. */
  readonly concurrency: number;
  /** Longest time that an input waits for company, while its batch is not full and more is expected; default 0. */
  readonly lingerMs?: number;
  /** Whether company may come; default: always. */
  readonly expectsMore?: () => boolean;
  /** One output per input, in order. The signal is aborted when nobody waits for any of them any more. */
  readonly work: (inputs: readonly Input[], signal: AbortSignal) => Promise<readonly Output[]>;
}

interface Request<Input, Output> {
  readonly input: Input;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (output: Output) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Forms batches of what several callers ask for one by one. What comes in the same turn of the event loop goes together, and so does
 * what comes while all batches are under way.
 */
export class BatchFormer<Input, Output> {
  readonly #options: BatchFormerOptions<Input, Output>;
  readonly #waiting: Request<Input, Output>[] = [];
  #running = 0;
  #soon: NodeJS.Immediate | undefined;
  #later: NodeJS.Timeout | undefined;

  constructor(options: BatchFormerOptions<Input, Output>) {
    this.#options = options;
  }

  /** @throws what the batch's work throws, the signal's reason at once */
  async run(input: Input, signal?: AbortSignal): Promise<Output> {
    signal?.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<Output>();
    const request: Request<Input, Output> = { input, signal, resolve, reject };
    const giveUp = (): void => {
      const at = this.#waiting.indexOf(request);
      if (at >= 0) this.#waiting.splice(at, 1);
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', giveUp, { once: true });
    this.#waiting.push(request);
    this.#schedule();
    return promise.finally(() => signal?.removeEventListener('abort', giveUp));
  }

  #schedule(): void {
    const { maxBatch, lingerMs = 0, expectsMore = () => true } = this.#options;
    const start = (): void => this.#startBatches();
    const lingers = lingerMs > 0 && this.#waiting.length < maxBatch && expectsMore();
    if (lingers) this.#later ??= setTimeout(start, lingerMs);
    else this.#soon ??= setImmediate(start);
  }

  #startBatches(): void {
    clearImmediate(this.#soon);
    clearTimeout(this.#later);
    [this.#soon, this.#later] = [undefined, undefined];
    const { maxBatch, concurrency } = this.#options;
    while (this.#waiting.length > 0 && this.#running < concurrency)
      void this.#runBatch(this.#waiting.splice(0, maxBatch));
  }

  async #runBatch(batch: readonly Request<Input, Output>[]): Promise<void> {
    this.#running += 1;
    const cancellation = cancelWhenAll(batch.map(({ signal }) => signal));
    try {
      const outputs = await this.#options.work(
        batch.map(({ input }) => input),
        cancellation.signal,
      );
      if (outputs.length !== batch.length)
        throw new Error(`A batch of ${String(batch.length)} gave ${String(outputs.length)} results.`);
      for (const [at, { resolve }] of batch.entries()) resolve(outputs[at] as Output);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      cancellation.dispose();
      this.#running -= 1;
      this.#startBatches();
    }
  }
}

/** A signal that is aborted once all of these are; where one is undefined, never. */
function cancelWhenAll(all: readonly (AbortSignal | undefined)[]) {
  const controller = new AbortController();
  const signals = new Set(all);
  let open = signals.size;
  const onAbort = (event: Event): void => {
    if (--open === 0) controller.abort((event.target as AbortSignal).reason);
  };
  for (const signal of signals) signal?.addEventListener('abort', onAbort, { once: true });
  return {
    signal: controller.signal,
    dispose: () => {
      for (const signal of signals) signal?.removeEventListener('abort', onAbort);
    },
  };
}
