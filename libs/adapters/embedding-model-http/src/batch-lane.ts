import type { Clock } from './clock.ts';
import type { EmbeddingCall } from './embedding-call.ts';

/** One input of one call in a batch. */
export interface BatchEntry<Input> {
  readonly call: EmbeddingCall<Input>;
  readonly row: number;
  readonly input: Input;
}

export interface BatchLaneOptions<Input> {
  readonly maxInputs: number;
  readonly maxBatchBytes: number;
  readonly bytesOf: (input: Input) => number;
  readonly lingerMs: number;
  readonly clock: Clock;
  /** Called when what waits has waited for `lingerMs`. */
  readonly onRipe: () => void;
}

/**
 * The waiting inputs of queries, or those of bulk calls. A batch is ready when it is full or its first input has waited for `lingerMs`;
 * it takes from the calls in the order they came, and a call that has more to give lines up again behind the others.
 */
export class BatchLane<Input> {
  readonly #options: BatchLaneOptions<Input>;
  readonly #calls: EmbeddingCall<Input>[] = [];
  #waiting = 0;
  #ripe = false;
  #cancelLinger: (() => void) | undefined;

  constructor(options: BatchLaneOptions<Input>) {
    this.#options = options;
  }

  /** Inputs that wait. */
  get waiting(): number {
    return this.#waiting;
  }

  get ready(): boolean {
    return this.#waiting >= this.#options.maxInputs || (this.#ripe && this.#waiting > 0);
  }

  add(call: EmbeddingCall<Input>): void {
    this.#calls.push(call);
    this.#waiting += call.waiting;
    const { clock, lingerMs, onRipe } = this.#options;
    if (this.#ripe) return;
    this.#cancelLinger ??= clock.after(lingerMs, () => {
      this.#ripe = true;
      onRipe();
    });
  }

  remove(call: EmbeddingCall<Input>): void {
    const at = this.#calls.indexOf(call);
    if (at < 0) return;
    this.#calls.splice(at, 1);
    this.#waiting -= call.waiting;
    this.#rest();
  }

  /** The next batch; at least one input where any waits. */
  take(): BatchEntry<Input>[] {
    const { maxInputs, maxBatchBytes, bytesOf } = this.#options;
    const batch: BatchEntry<Input>[] = [];
    let bytes = 0;
    for (let call = this.#calls[0]; call !== undefined && batch.length < maxInputs; call = this.#calls[0]) {
      const input = call.peek();
      if (input === undefined) {
        this.#calls.shift();
        continue;
      }
      bytes += bytesOf(input);
      if (batch.length > 0 && bytes > maxBatchBytes) break;
      batch.push({ call, row: call.take(), input });
    }
    this.#waiting -= batch.length;
    const first = this.#calls.shift();
    if (first !== undefined && first.waiting > 0) this.#calls.push(first);
    this.#rest();
    return batch;
  }

  /** Once nothing waits, the next to come waits for company again. */
  #rest(): void {
    if (this.#waiting > 0) return;
    this.#cancelLinger?.();
    this.#cancelLinger = undefined;
    this.#ripe = false;
  }
}
