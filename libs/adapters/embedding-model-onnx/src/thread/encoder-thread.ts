import { Worker } from 'node:worker_threads';
import { EncoderCrashedError } from '../errors.ts';
import type {
  EncoderAnswer,
  EncoderReply,
  EncoderRequest,
  EncoderWorkerData,
  NumberedRequest,
  ThreadMessage,
} from './encoder-protocol.ts';
import { NativeGate } from './native-gate.ts';
import { errorOf } from './problem.ts';
import { RunMemory } from './run-memory.ts';
import { settledWithin } from './settled-within.ts';

const EXIT_WAIT_MS = 10_000;
/** A run that takes longer is left behind: the thread ends by itself when it is over, and keeps no process alive. */
export const CLOSE_WAIT_MS = 30_000;

type Answer<Type extends EncoderAnswer['type']> = Extract<EncoderAnswer, { readonly type: Type }>;

/** One run of a worker thread, from its start to its end; it does not start again. */
export class EncoderThread {
  /** Resolves with the reason when the thread has ended. */
  readonly exited: Promise<EncoderCrashedError>;
  /** For the inputs of the run that it is given next. */
  readonly memory = new RunMemory();
  readonly #worker: Worker;
  readonly #gate = new NativeGate();
  readonly #ready = Promise.withResolvers<void>();
  readonly #exited = Promise.withResolvers<EncoderCrashedError>();
  readonly #open = new Map<number, PromiseWithResolvers<EncoderAnswer>>();
  readonly #onProcessExit = (): void => {
    this.#gate.stop();
    this.#gate.waitUntilIdle(EXIT_WAIT_MS);
  };
  #nextId = 1;
  #crash: EncoderCrashedError | undefined;

  /** @param entry script of the thread */
  constructor(entry: URL) {
    const workerData: EncoderWorkerData = { gate: this.#gate.memory };
    this.#worker = new Worker(entry, { workerData, name: 'kindred-encoders' });
    this.exited = this.#exited.promise;
    this.#ready.promise.catch(() => undefined);
    process.on('exit', this.#onProcessExit);
    this.#listen();
  }

  /** Sends one request and waits for its answer. @throws EncoderCrashedError, and what the request failed with */
  async request<Type extends 'loaded' | 'encoded' | 'unloaded'>(
    request: EncoderRequest,
    expected: Type,
  ): Promise<Answer<Type>> {
    await this.#ready.promise;
    // What is posted to a thread that has ended is never answered.
    if (this.#crash !== undefined) throw this.#crash;
    const message: NumberedRequest = { ...request, id: this.#nextId++ };
    const answer = Promise.withResolvers<EncoderAnswer>();
    this.#open.set(message.id, answer);
    this.#worker.postMessage(message);
    const reply = await answer.promise;
    if (reply.type === 'failed') throw errorOf(reply.problem);
    if (reply.type !== expected) throw new Error(`The encoder thread answered '${reply.type}', not '${expected}'.`);
    return reply as Answer<Type>;
  }

  /**
   * Lets the requests in progress end, frees the models and ends the thread. It is never terminated: that would end the whole process if it
   * hit onnxruntime. @param timeoutMs at which the thread is left to end by itself
   */
  async close(timeoutMs = CLOSE_WAIT_MS): Promise<void> {
    this.#worker.postMessage({ type: 'close' } satisfies ThreadMessage);
    if (!(await settledWithin(this.#exited.promise, timeoutMs))) this.#worker.unref();
  }

  #listen(): void {
    let cause: unknown;
    this.#worker.on('message', (reply: EncoderReply) => {
      if (reply.type === 'ready') this.#ready.resolve();
      else {
        this.#open.get(reply.id)?.resolve(reply);
        this.#open.delete(reply.id);
      }
    });
    this.#worker.on('error', (error) => {
      cause = error;
    });
    this.#worker.on('exit', (code) => {
      this.#gate.leave();
      process.off('exit', this.#onProcessExit);
      const crash = new EncoderCrashedError(cause ?? new Error(`exit code ${String(code)}`));
      this.#crash = crash;
      this.#ready.reject(crash);
      for (const answer of this.#open.values()) answer.reject(crash);
      this.#open.clear();
      this.#exited.resolve(crash);
    });
  }
}
