import { ModelClosedError } from '@kindred/embedding-model';
import { EncoderCrashedError, EncoderOverloadedError } from '../errors.ts';
import type { ModelSource } from '../manifest/model-source.ts';
import { batchLimits } from '../session/batch-limits.ts';
import type { ModelFacts } from '../session/model-session.ts';
import type { SessionRequest } from '../session/open-session.ts';
import { EncoderThread } from './encoder-thread.ts';
import type { LoadRequest } from './encoder-protocol.ts';
import type { EncodingCall, EncodingChunk } from './encoding-call.ts';
import { FairQueue } from './fair-queue.ts';

export const WORKER_ENTRY = new URL(
  import.meta.url.endsWith('.ts') ? './encoder-worker.ts' : './encoder-worker.js',
  import.meta.url,
);

export interface EncoderPoolOptions {
  /** Entry of the threads; default: the real one. */
  readonly entry?: URL;
  /** Threads, each with a session of every model, at least 1. */
  readonly sessions: number;
  /** Inputs that may wait or be computed at a time; a call that exceeds it alone is taken when nothing else waits. */
  readonly maxWaiting: number;
}

interface Slot {
  thread: EncoderThread | undefined;
  /** Resolves when the thread has every model; undefined before the first start and after a crash. */
  ready: Promise<void> | undefined;
  busy: boolean;
}

interface LoadedModel {
  readonly request: LoadRequest;
  /** Whether calls of the model may be computed together. */
  readonly sharesRuns: boolean;
}

type Taken = { readonly call: EncodingCall; readonly chunk: EncodingChunk };

/** Models in worker threads. All calls wait in one fair queue; each thread works on one run at a time. */
export class EncoderPool {
  readonly #options: EncoderPoolOptions;
  readonly #queue = new FairQueue<EncodingChunk, EncodingCall>();
  readonly #pending = new Set<EncodingCall>();
  readonly #models = new Map<number, LoadedModel>();
  readonly #slots: readonly Slot[];
  #waiting = 0;
  #nextModel = 1;

  constructor(options: EncoderPoolOptions) {
    this.#options = options;
    this.#slots = Array.from({ length: options.sessions }, () => ({
      thread: undefined,
      ready: undefined,
      busy: false,
    }));
  }

  /** Models that are loaded. */
  get size(): number {
    return this.#models.size;
  }

  /**
   * Loads a model into every thread. The first thread decides on the device; the others must get the same.
   *
   * @returns its number, for calls, and what is known of it
   * @throws EncoderManifestError, ModelFileError, DeviceUnavailableError, EncoderCrashedError, EncodingFailedError
   */
  async load(
    source: ModelSource,
    session: SessionRequest,
  ): Promise<{ readonly model: number; readonly facts: ModelFacts }> {
    const model = this.#nextModel++;
    const [first, ...others] = this.#slots;
    if (first === undefined) throw new Error('an encoder pool needs at least one thread.');
    await this.#start(first);
    const request: LoadRequest = { type: 'load', model, source, session };
    const { facts } = await threadOf(first).request(request, 'loaded');
    const settled: LoadRequest = { ...request, session: { ...session, device: facts.device, onMissingDevice: 'fail' } };
    try {
      for (const slot of others) {
        await this.#start(slot);
        await threadOf(slot).request(settled, 'loaded');
      }
    } catch (error) {
      await this.#unloadEverywhere(model);
      throw error;
    }
    this.#models.set(model, { request: settled, sharesRuns: batchLimits(facts.device).shareRuns });
    return { model, facts };
  }

  /** Frees the model; calls of it that are open are rejected with ModelClosedError. */
  async unload(model: number): Promise<void> {
    const loaded = this.#models.get(model);
    if (loaded === undefined) return;
    this.#models.delete(model);
    const closed = new ModelClosedError(loaded.request.source.modelId);
    for (const call of this.#pending) if (call.model === model) call.fail(closed);
    await this.#unloadEverywhere(model);
  }

  /** Queues the call; its own promise tells how it ends. @throws EncoderOverloadedError */
  async submit(call: EncodingCall): Promise<Float32Array> {
    const { maxWaiting } = this.#options;
    if (this.#waiting > 0 && this.#waiting + call.rows > maxWaiting) {
      call.fail(new EncoderOverloadedError(this.#waiting, maxWaiting));
      return call.result;
    }
    this.#pending.add(call);
    this.#waiting += call.rows;
    this.#queue.add(call);
    this.#pump();
    return call.result.finally(() => {
      this.#waiting -= call.rows;
      this.#pending.delete(call);
      this.#queue.remove(call);
    });
  }

  /** Lets the runs in progress end, frees the models and ends the threads; calls still open are rejected with `reason`. */
  async close(reason: Error): Promise<void> {
    for (const call of this.#pending) call.fail(reason);
    this.#models.clear();
    await Promise.all(this.#slots.map(({ thread }) => thread?.close()));
  }

  #pump(): void {
    for (const slot of this.#slots) {
      if (slot.busy) continue;
      const first = this.#queue.next();
      if (first === undefined) return;
      slot.busy = true;
      this.#run(slot, this.#fill(first))
        .catch((error: unknown) => this.#failAll(error))
        .finally(() => {
          slot.busy = false;
          this.#pump();
        });
    }
  }

  /** The chunk and, where the model shares runs, others that fit into the same run. */
  #fill(first: Taken): Taken[] {
    if (this.#models.get(first.call.model)?.sharesRuns !== true) return [first];
    let room = 1 - first.chunk.weight;
    const along = this.#queue.takeAlong((call) => {
      const chunk = call.takeAlong(first.call.model, room);
      room -= chunk?.weight ?? 0;
      return chunk;
    });
    return [first, ...along];
  }

  async #run(slot: Slot, taken: readonly Taken[]): Promise<void> {
    const [first] = taken;
    if (first === undefined) return;
    await this.#start(slot);
    try {
      const thread = threadOf(slot);
      thread.memory.reset();
      const chunks = taken.map(({ chunk }) => chunk.input(thread.memory));
      const { results } = await thread.request({ type: 'encode', model: first.call.model, chunks }, 'encoded');
      for (const [i, { call, chunk }] of taken.entries()) call.acceptResult(chunk, results[i]);
    } catch (error) {
      if (error instanceof EncoderCrashedError) throw error;
      for (const { call } of taken) call.fail(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #failAll(error: unknown): void {
    const reason = error instanceof Error ? error : new EncoderCrashedError(error);
    for (const call of this.#pending) call.fail(reason);
  }

  /** Starts the thread, again after it died, and gives it every model. @throws EncoderCrashedError */
  #start(slot: Slot): Promise<void> {
    slot.ready ??= this.#startThread(slot);
    return slot.ready;
  }

  async #startThread(slot: Slot): Promise<void> {
    const thread = new EncoderThread(this.#options.entry ?? WORKER_ENTRY);
    slot.thread = thread;
    void thread.exited.then(() => {
      if (slot.thread !== thread) return;
      slot.thread = undefined;
      slot.ready = undefined;
    });
    try {
      for (const { request } of this.#models.values()) await thread.request(request, 'loaded');
    } catch (error) {
      slot.thread = undefined;
      slot.ready = undefined;
      void thread.close();
      throw error;
    }
  }

  /** A thread that has none of it, or has died, has nothing to free. */
  async #unloadEverywhere(model: number): Promise<void> {
    for (const { thread } of this.#slots)
      await thread?.request({ type: 'unload', model }, 'unloaded').catch(() => undefined);
  }
}

function threadOf({ thread }: Slot): EncoderThread {
  if (thread === undefined) throw new EncoderCrashedError(new Error('it ended while it was being started'));
  return thread;
}
