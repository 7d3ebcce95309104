import { BatchLane, type BatchEntry } from './batch-lane.ts';
import type { Clock } from './clock.ts';
import { EmbeddingCall } from './embedding-call.ts';
import type { EncoderLimits } from './encoder-settings.ts';
import { InputFailedError, RemoteEncoderOverloadedError, RemoteEncoderTimeoutError } from './errors.ts';

export interface BatchSenderOptions<Input> {
  readonly limits: EncoderLimits;
  readonly clock: Clock;
  readonly dimension: number;
  readonly location: string;
  readonly bytesOf: (input: Input) => number;
  /** [inputs.length, dimension] for one request. @throws InputFailedError where one of the inputs is at fault */
  readonly send: (inputs: readonly Input[], signal: AbortSignal) => Promise<Float32Array>;
}

/** After so many batches of queries in a row a bulk batch has its turn, so that an import is slowed but never starved. */
const URGENT_IN_A_ROW = 4;

/**
 * Forms batches across concurrent calls and keeps a bounded number of requests under way. Queries go first, in batches of their
 * own, and bulk calls leave them one of the requests. Where a batch is refused for one of its inputs, it is halved until that
 * input is alone, so that no caller fails for another's input.
 */
export class BatchSender<Input> {
  readonly #options: BatchSenderOptions<Input>;
  readonly #urgent: BatchLane<Input>;
  readonly #bulk: BatchLane<Input>;
  readonly #calls = new Set<EmbeddingCall<Input>>();
  #running = 0;
  #bulkRunning = 0;
  #urgentInARow = 0;

  constructor(options: BatchSenderOptions<Input>) {
    this.#options = options;
    const { limits, clock, bytesOf } = options;
    const lane = { ...limits, clock, bytesOf, onRipe: () => this.#dispatch() };
    this.#urgent = new BatchLane(lane);
    this.#bulk = new BatchLane(lane);
  }

  /**
   * [inputs.length, dimension]; at least one input. @throws RemoteEncoderOverloadedError, RemoteEncoderTimeoutError,
   * InputAbortedError, InputFailedError with the input's place, and whatever `send` throws
   */
  async submit(
    inputs: readonly Input[],
    { urgent, signal }: { readonly urgent: boolean; readonly signal: AbortSignal | undefined },
  ): Promise<Float32Array> {
    const { limits, clock, dimension, location } = this.#options;
    const waiting = this.#urgent.waiting + this.#bulk.waiting;
    if (waiting > 0 && waiting + inputs.length > limits.maxWaitingInputs)
      throw new RemoteEncoderOverloadedError(location, {
        waiting,
        asked: inputs.length,
        limit: limits.maxWaitingInputs,
      });
    const { timeoutMs } = limits;
    const onTimeout = (done: number): Error => {
      const operation = `get further with a call (${String(done)} of ${String(inputs.length)} inputs embedded)`;
      return new RemoteEncoderTimeoutError(operation, location, { setting: 'timeoutMs', ms: timeoutMs });
    };
    const call = new EmbeddingCall({ inputs, dimension, urgent, signal, clock, timeoutMs, onTimeout });
    const lane = urgent ? this.#urgent : this.#bulk;
    this.#calls.add(call);
    call.whenSettled(() => {
      this.#calls.delete(call);
      lane.remove(call);
    });
    lane.add(call);
    this.#dispatch();
    return call.result;
  }

  /** Rejects every open call with `error` and ends its requests. */
  close(error: Error): void {
    for (const call of [...this.#calls]) call.fail(error);
  }

  #dispatch(): void {
    for (let lane = this.#nextLane(); lane !== undefined; lane = this.#nextLane()) {
      const bulk = lane === this.#bulk;
      this.#urgentInARow = bulk ? 0 : this.#urgentInARow + 1;
      this.#running += 1;
      if (bulk) this.#bulkRunning += 1;
      void this.#run(lane.take()).finally(() => {
        this.#running -= 1;
        if (bulk) this.#bulkRunning -= 1;
        this.#dispatch();
      });
    }
  }

  #nextLane(): BatchLane<Input> | undefined {
    const { maxConcurrent } = this.#options.limits;
    if (this.#running >= maxConcurrent) return undefined;
    const bulkReady = this.#bulk.ready && this.#bulkRunning < Math.max(1, maxConcurrent - 1);
    // The last free request is a query's, even one that still waits for company: a bulk batch would keep it far longer.
    const goesFirst = bulkReady && this.#running === maxConcurrent - 1 && this.#urgent.waiting > 0;
    if ((this.#urgent.ready || goesFirst) && !(bulkReady && this.#urgentInARow >= URGENT_IN_A_ROW)) return this.#urgent;
    return bulkReady ? this.#bulk : undefined;
  }

  /** One batch from beginning to end. Its request ends early once none of its callers waits any longer. */
  async #run(batch: readonly BatchEntry<Input>[]): Promise<void> {
    const controller = new AbortController();
    const calls = [...new Set(batch.map(({ call }) => call))];
    const onSettled = (): void => {
      if (calls.every((call) => !call.open)) controller.abort();
    };
    for (const call of calls) call.whenSettled(onSettled);
    await this.#deliver(batch, controller.signal);
  }

  async #deliver(batch: readonly BatchEntry<Input>[], signal: AbortSignal): Promise<void> {
    const { send, dimension } = this.#options;
    const entries = batch.filter(({ call }) => call.open);
    if (entries.length === 0) return;
    try {
      const vectors = await send(
        entries.map(({ input }) => input),
        signal,
      );
      entries.forEach(({ call, row }, i) => call.accept(row, vectors.subarray(i * dimension, (i + 1) * dimension)));
    } catch (error) {
      const [only] = entries;
      if (!(error instanceof InputFailedError)) for (const { call } of entries) call.fail(error);
      else if (entries.length === 1) only?.call.fail(error.atInput(only.row));
      else {
        const half = Math.ceil(entries.length / 2);
        await this.#deliver(entries.slice(0, half), signal);
        await this.#deliver(entries.slice(half), signal);
      }
    }
  }
}
