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

const EXIT_WAIT_MS = 10_000;

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
    const message: NumberedRequest = { ...request, id: this.#nextId++ };
    const answer = Promise.withResolvers<EncoderAnswer>();
    this.#open.set(message.id, answer);
    this.#worker.postMessage(message);
    const reply = await answer.promise;
    if (reply.type === 'failed') throw errorOf(reply.problem);
    if (reply.type !== expected) throw new Error(`The encoder thread answered '${reply.type}', not '${expected}'.`);
    return reply as Answer<Type>;
  }

  /** Lets the request in progress end, frees the models and ends the thread. */
  async close(): Promise<void> {
    this.#worker.postMessage({ type: 'close' } satisfies ThreadMessage);
    await this.#exited.promise;
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
      this.#ready.reject(crash);
      for (const answer of this.#open.values()) answer.reject(crash);
      this.#open.clear();
      this.#exited.resolve(crash);
    });
  }
}
