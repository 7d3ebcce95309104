import { Worker } from 'node:worker_threads';
import type { EncoderReply, EncoderRequest, EncoderWorkerData } from './encoder-protocol.ts';
import type { EncodingCall, EncodingChunk } from './encoding-call.ts';
import { EncoderCrashedError, EncodingFailedError } from './errors.ts';
import { FairQueue } from './fair-queue.ts';
import { NativeGate } from './native-gate.ts';

const EXIT_WAIT_MS = 10_000;

export interface EncoderThreadOptions extends Omit<EncoderWorkerData, 'gate'> {
  /** Entry of the thread. */
  readonly entry: URL;
}

interface RunningWorker {
  readonly worker: Worker;
  readonly gate: NativeGate;
  readonly ready: Promise<void>;
  readonly exited: Promise<void>;
}

/** Owns the thread: starts it, gives it one chunk at a time, starts it again at the next call after it died. */
export class EncoderThread {
  readonly #options: EncoderThreadOptions;
  readonly #queue = new FairQueue<EncodingChunk, EncodingCall>();
  readonly #pending = new Set<EncodingCall>();
  readonly #onProcessExit = (): void => {
    this.#running?.gate.stop();
    this.#running?.gate.waitUntilIdle(EXIT_WAIT_MS);
  };
  #running: RunningWorker | undefined;
  #inFlight: { readonly id: number; readonly call: EncodingCall; readonly chunk: EncodingChunk } | undefined;
  #nextId = 1;

  constructor(options: EncoderThreadOptions) {
    this.#options = options;
    process.on('exit', this.#onProcessExit);
  }

  /** Resolves when the models are loaded. @throws EncoderCrashedError */
  start(): Promise<void> {
    this.#running ??= this.#startWorker();
    return this.#running.ready;
  }

  /** Queues the call; its own promise tells how it ends. */
  submit(call: EncodingCall): Promise<Float32Array> {
    this.#pending.add(call);
    this.#queue.add(call);
    this.#pump();
    return call.result.finally(() => {
      this.#pending.delete(call);
      this.#queue.remove(call);
    });
  }

  /** Lets the chunk in progress end, frees the models and ends the thread; calls still open are rejected with `reason`. */
  async close(reason: Error): Promise<void> {
    for (const call of this.#pending) call.fail(reason);
    const running = this.#running;
    if (running !== undefined) {
      running.worker.postMessage({ type: 'close' } satisfies EncoderRequest);
      await running.exited;
    }
    process.off('exit', this.#onProcessExit);
  }

  #pump(): void {
    if (this.#inFlight !== undefined) return;
    const next = this.#queue.next();
    if (next === undefined) return;
    const inFlight = { id: this.#nextId++, ...next };
    this.#inFlight = inFlight;
    this.start().then(
      () => this.#send(inFlight.id, next),
      // The exit handler has told every pending call.
      () => undefined,
    );
  }

  #send(id: number, { call, chunk }: { readonly call: EncodingCall; readonly chunk: EncodingChunk }): void {
    try {
      const input = chunk.input();
      const request: EncoderRequest = { type: 'encode', id, input };
      this.#running?.worker.postMessage(request, input.kind === 'image' ? [input.pixels.buffer] : []);
    } catch (error) {
      call.fail(new EncodingFailedError(error instanceof Error ? error.message : String(error)));
      this.#inFlight = undefined;
      this.#pump();
    }
  }

  #receive(reply: EncoderReply): void {
    if (reply.type === 'ready' || reply.id !== this.#inFlight?.id) return;
    const { call, chunk } = this.#inFlight;
    this.#inFlight = undefined;
    if (reply.type === 'rows') call.accept(chunk, reply.rows);
    else call.fail(new EncodingFailedError(reply.message));
    this.#pump();
  }

  #startWorker(): RunningWorker {
    const gate = new NativeGate();
    const { entry, modelsDir, threads, maxTokens } = this.#options;
    const workerData: EncoderWorkerData = { modelsDir, threads, maxTokens, gate: gate.memory };
    const worker = new Worker(entry, { workerData, name: 'kindred-encoders' });
    const ready = Promise.withResolvers<void>();
    const exited = Promise.withResolvers<void>();
    let cause: unknown;
    worker.on('message', (reply: EncoderReply) => {
      if (reply.type === 'ready') ready.resolve();
      this.#receive(reply);
    });
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('exit', (code) => {
      gate.leave();
      this.#running = undefined;
      this.#inFlight = undefined;
      const crash = new EncoderCrashedError(cause ?? new Error(`exit code ${String(code)}`));
      ready.reject(crash);
      for (const call of this.#pending) call.fail(crash);
      exited.resolve();
    });
    ready.promise.catch(() => undefined);
    return { worker, gate, ready: ready.promise, exited: exited.promise };
  }
}
