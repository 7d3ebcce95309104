import { InputAbortedError } from '@kindred/embedding-model';
import { EncoderTimeoutError, EncodingFailedError } from '../errors.ts';
import type { ModelInput } from '../session/model-session.ts';
import type { ChunkResult } from './encoder-protocol.ts';
import type { QueuedCall } from './fair-queue.ts';
import type { RunMemory } from './run-memory.ts';

/** Which rows of the call a chunk computes, and how to build its message once it is its turn. */
export interface EncodingChunk {
  /** Rows of the call's matrix, in the order of the chunk's inputs. */
  readonly rows: readonly number[];
  /** Share of a full run that the chunk makes up; chunks of several calls share a run while their weights sum to at most 1. */
  readonly weight: number;
  readonly input: (memory: RunMemory) => ModelInput;
}

export interface EncodingCallOptions {
  /** Number of the model in the pool. */
  readonly model: number;
  readonly chunks: readonly EncodingChunk[];
  readonly rows: number;
  readonly dimension: number;
  readonly urgent: boolean;
  /** Longest time without a finished chunk. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/** One embed call on its way through the queue: collects the rows of its chunks and settles exactly once. */
export class EncodingCall implements QueuedCall<EncodingChunk> {
  readonly urgent: boolean;
  readonly model: number;
  /** Rows of the whole call. */
  readonly rows: number;
  /** [rows, dimension], complete when this resolves. */
  readonly result: Promise<Float32Array>;
  readonly #options: EncodingCallOptions;
  readonly #data: Float32Array;
  readonly #settled = Promise.withResolvers<Float32Array>();
  readonly #onAbort = (): void => this.fail(new InputAbortedError(this.#options.signal?.reason));
  #nextChunk = 0;
  #rowsDone = 0;
  #timer: NodeJS.Timeout | undefined;
  #open = true;

  constructor(options: EncodingCallOptions) {
    this.#options = options;
    this.urgent = options.urgent;
    this.model = options.model;
    this.rows = options.rows;
    this.#data = new Float32Array(options.rows * options.dimension);
    this.result = this.#settled.promise;
    options.signal?.addEventListener('abort', this.#onAbort, { once: true });
    this.#armTimer();
  }

  takeChunk(): EncodingChunk | undefined {
    return this.#open ? this.#options.chunks[this.#nextChunk++] : undefined;
  }

  /** The next chunk if it is for this model and weighs no more. */
  takeAlong(model: number, maxWeight: number): EncodingChunk | undefined {
    const next = this.#options.chunks[this.#nextChunk];
    const fits = model === this.model && next !== undefined && next.weight <= maxWeight;
    return fits ? this.takeChunk() : undefined;
  }

  /** What a run made of the chunk. */
  acceptResult(chunk: EncodingChunk, result: ChunkResult | undefined): void {
    if (result === undefined) this.fail(new EncodingFailedError('it gave no result.'));
    else if ('message' in result) this.fail(new EncodingFailedError(result.message));
    else this.accept(chunk, result.rows);
  }

  /** values [chunk.rows.length, dimension]; ignored when the call has failed meanwhile. */
  accept(chunk: EncodingChunk, values: Float32Array): void {
    if (!this.#open) return;
    const { dimension, rows } = this.#options;
    chunk.rows.forEach((row, i) => {
      this.#data.set(values.subarray(i * dimension, (i + 1) * dimension), row * dimension);
    });
    this.#rowsDone += chunk.rows.length;
    if (this.#rowsDone < rows) this.#armTimer();
    else {
      this.#close();
      this.#settled.resolve(this.#data);
    }
  }

  fail(error: Error): void {
    if (!this.#open) return;
    this.#close();
    this.#settled.reject(error);
  }

  #armTimer(): void {
    clearTimeout(this.#timer);
    const { timeoutMs, rows } = this.#options;
    this.#timer = setTimeout(() => this.fail(new EncoderTimeoutError(timeoutMs, this.#rowsDone, rows)), timeoutMs);
  }

  #close(): void {
    this.#open = false;
    clearTimeout(this.#timer);
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
  }
}
