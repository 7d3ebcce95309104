import { InputAbortedError } from '@kindred/embedding-model';
import type { Clock } from './clock.ts';

export interface EmbeddingCallOptions<Input> {
  /** At least one. */
  readonly inputs: readonly Input[];
  readonly dimension: number;
  /** A person is waiting: a query or a single photo. */
  readonly urgent: boolean;
  readonly signal: AbortSignal | undefined;
  readonly clock: Clock;
  /** Longest time without a finished input. */
  readonly timeoutMs: number;
  readonly onTimeout: (done: number) => Error;
}

/** One embed call on its way through the batches: hands out its inputs, collects their rows and settles exactly once. */
export class EmbeddingCall<Input> {
  readonly urgent: boolean;
  /** [inputs.length, dimension], complete when this resolves. */
  readonly result: Promise<Float32Array>;
  readonly #options: EmbeddingCallOptions<Input>;
  readonly #data: Float32Array;
  readonly #settled = Promise.withResolvers<Float32Array>();
  readonly #listeners: (() => void)[] = [];
  readonly #onAbort = (): void => this.fail(new InputAbortedError(this.#options.signal?.reason));
  #next = 0;
  #done = 0;
  #open = true;
  #cancelTimer: () => void = () => undefined;

  constructor(options: EmbeddingCallOptions<Input>) {
    this.#options = options;
    this.urgent = options.urgent;
    this.#data = new Float32Array(options.inputs.length * options.dimension);
    this.result = this.#settled.promise;
    options.signal?.addEventListener('abort', this.#onAbort, { once: true });
    this.#armTimer();
  }

  /** Neither answered nor failed. */
  get open(): boolean {
    return this.#open;
  }

  /** Inputs that were not handed out yet. */
  get waiting(): number {
    return this.#options.inputs.length - this.#next;
  }

  /** The next input, without handing it out. */
  peek(): Input | undefined {
    return this.#options.inputs[this.#next];
  }

  /** Hands out the next input and gives its row. */
  take(): number {
    this.#next += 1;
    return this.#next - 1;
  }

  /** `vector` [dimension]; ignored when the call has failed meanwhile. */
  accept(row: number, vector: Float32Array): void {
    if (!this.#open) return;
    this.#data.set(vector, row * this.#options.dimension);
    this.#done += 1;
    if (this.#done < this.#options.inputs.length) this.#armTimer();
    else {
      this.#close();
      this.#settled.resolve(this.#data);
    }
  }

  fail(error: unknown): void {
    if (!this.#open) return;
    this.#close();
    this.#settled.reject(error);
  }

  /** Runs `listener` once the call is answered or has failed. */
  whenSettled(listener: () => void): void {
    if (this.#open) this.#listeners.push(listener);
    else listener();
  }

  #armTimer(): void {
    this.#cancelTimer();
    const { clock, timeoutMs, onTimeout } = this.#options;
    this.#cancelTimer = clock.after(timeoutMs, () => this.fail(onTimeout(this.#done)));
  }

  #close(): void {
    this.#open = false;
    this.#cancelTimer();
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
    for (const listener of this.#listeners) listener();
  }
}
