import { Worker } from 'node:worker_threads';
import type { PcmClip } from '@kindred/embedding-model';
import type { DecodeMessage, DecodeProblem, DecodeReply } from './decode/decode-protocol.ts';
import { AudioDecoderCrashedError, AudioSourceError, AudioTimeoutError, ClipLoadAbortedError } from './errors.ts';

const ENTRY = new URL(
  import.meta.url.endsWith('.ts') ? './decode/decode-worker.ts' : './decode/decode-worker.js',
  import.meta.url,
);

export interface ClipDecoderOptions {
  /** Longest clip; default 300. */
  readonly maxSeconds?: number;
  /** Longest time for decoding one clip, its turn not included; default 60,000. */
  readonly timeoutMs?: number;
  /** Entry of the thread; for tests. */
  readonly entry?: URL;
}

interface Job {
  readonly bytes: Uint8Array;
  readonly sampleRate: number;
  readonly done: PromiseWithResolvers<PcmClip>;
}

/**
 * Decodes clips in a thread of its own, so that the event loop never waits, one after the other. A clip that takes too long costs the
 * thread its life; the next clip starts another one. The thread starts with the first clip.
 */
export class ClipDecoder {
  readonly #maxSeconds: number;
  readonly #timeoutMs: number;
  readonly #entry: URL;
  readonly #waiting: Job[] = [];
  #worker: Worker | undefined;
  #running: { readonly job: Job; readonly id: number; readonly timer: NodeJS.Timeout } | undefined;
  #lastId = 0;

  constructor({ maxSeconds = 300, timeoutMs = 60_000, entry = ENTRY }: ClipDecoderOptions = {}) {
    this.#maxSeconds = maxSeconds;
    this.#timeoutMs = timeoutMs;
    this.#entry = entry;
  }

  /** Mono, at `sampleRate`. @throws AudioSourceError */
  async decode(bytes: Uint8Array, sampleRate: number, signal?: AbortSignal): Promise<PcmClip> {
    if (signal?.aborted === true) throw new ClipLoadAbortedError(signal.reason);
    const job: Job = { bytes, sampleRate, done: Promise.withResolvers<PcmClip>() };
    const giveUp = (): void => {
      const at = this.#waiting.indexOf(job);
      if (at >= 0) this.#waiting.splice(at, 1);
      job.done.reject(new ClipLoadAbortedError(signal?.reason));
    };
    signal?.addEventListener('abort', giveUp, { once: true });
    this.#waiting.push(job);
    this.#next();
    return job.done.promise.finally(() => signal?.removeEventListener('abort', giveUp));
  }

  /** Clips that are still being decoded are given up. */
  async close(): Promise<void> {
    for (const { done } of this.#waiting.splice(0)) done.reject(new ClipLoadAbortedError('closed'));
    await this.#end(new ClipLoadAbortedError('closed'));
  }

  #next(): void {
    if (this.#running !== undefined) return;
    const job = this.#waiting.shift();
    if (job === undefined) return;
    const worker = (this.#worker ??= this.#start());
    worker.ref();
    const id = ++this.#lastId;
    const timer = setTimeout(() => void this.#end(new AudioTimeoutError(this.#timeoutMs)), this.#timeoutMs);
    this.#running = { job, id, timer };
    const message: DecodeMessage = { id, bytes: job.bytes, sampleRate: job.sampleRate, maxSeconds: this.#maxSeconds };
    worker.postMessage(message);
  }

  #start(): Worker {
    const worker = new Worker(this.#entry, { name: 'kindred-audio' });
    worker.on('message', (reply: DecodeReply) => this.#settle(reply));
    worker.on('error', (error) => {
      if (this.#worker === worker) void this.#end(new AudioDecoderCrashedError(error));
    });
    worker.on('exit', (code) => {
      if (this.#worker === worker) void this.#end(new AudioDecoderCrashedError(`exit code ${String(code)}`));
    });
    return worker;
  }

  #settle(reply: DecodeReply): void {
    if (this.#running?.id !== reply.id) return;
    const { job, timer } = this.#running;
    clearTimeout(timer);
    this.#running = undefined;
    if ('problem' in reply) job.done.reject(new DecodingFailedError(reply.problem));
    else job.done.resolve({ sampleRate: job.sampleRate, samples: reply.samples });
    // An idle thread keeps no process alive.
    this.#worker?.unref();
    this.#next();
  }

  /** Ends the thread; the clip in it fails with `reason`, those that wait go on in a new one. */
  async #end(reason: AudioSourceError): Promise<void> {
    const [worker, running] = [this.#worker, this.#running];
    [this.#worker, this.#running] = [undefined, undefined];
    clearTimeout(running?.timer);
    running?.job.done.reject(reason);
    this.#next();
    await worker?.terminate();
  }
}

/** What the thread refused a clip for, with the code and the sentence of the error there. */
class DecodingFailedError extends AudioSourceError {
  readonly code: string;
  constructor({ name, code, message }: DecodeProblem) {
    super(message);
    this.name = name;
    this.code = code;
  }
}
