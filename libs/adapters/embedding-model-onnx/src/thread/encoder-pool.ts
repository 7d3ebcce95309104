import { ModelClosedError } from '@kindred/embedding-model';
import { EncoderCrashedError, EncoderOverloadedError } from '../errors.ts';
import type { ModelSource } from '../manifest/model-source.ts';
import { batchLimits } from '../session/batch-limits.ts';
import type { ModelFacts } from '../session/model-session.ts';
import type { SessionRequest } from '../session/open-session.ts';
import type { LoadRequest } from './encoder-protocol.ts';
import { EncoderSlot } from './encoder-slot.ts';
import { CLOSE_WAIT_MS, type EncoderThread } from './encoder-thread.ts';
import type { EncodingCall, EncodingChunk } from './encoding-call.ts';
import { FairQueue } from './fair-queue.ts';
import { settledWithin } from './settled-within.ts';

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

interface LoadedModel {
  readonly request: LoadRequest;
  /** Whether calls of the model may be computed together. */
  readonly sharesRuns: boolean;
}

interface NumberedModel {
  /** For calls. */
  readonly model: number;
  readonly facts: ModelFacts;
}

type Taken = { readonly call: EncodingCall; readonly chunk: EncodingChunk };

/** Models in worker threads. All calls wait in one fair queue; each thread works on one run at a time. */
export class EncoderPool {
  readonly #options: EncoderPoolOptions;
  readonly #queue = new FairQueue<EncodingChunk, EncodingCall>();
  readonly #pending = new Set<EncodingCall>();
  readonly #models = new Map<number, LoadedModel>();
  readonly #slots: readonly EncoderSlot[];
  readonly #loads = new Set<Promise<unknown>>();
  #waiting = 0;
  #nextModel = 1;
  /** Why nothing is started now; undefined unless the pool is being closed. */
  #closing: Error | undefined;

  constructor(options: EncoderPoolOptions) {
    this.#options = options;
    const requests = () => [...this.#models.values()].map(({ request }) => request);
    this.#slots = Array.from(
      { length: options.sessions },
      () => new EncoderSlot(options.entry ?? WORKER_ENTRY, requests),
    );
  }

  /** Models that are loaded, or being loaded. */
  get size(): number {
    return this.#models.size + this.#loads.size;
  }

  /**
   * Loads a model into every thread. The first thread decides on the device; the others must get the same.
   *
   * @throws EncoderManifestError, ModelFileError, DeviceUnavailableError, EncoderCrashedError, EncodingFailedError; the reason of a `close`
   */
  async load(source: ModelSource, session: SessionRequest): Promise<NumberedModel> {
    const loading = this.#load(source, session);
    this.#loads.add(loading);
    try {
      return await loading;
    } finally {
      this.#loads.delete(loading);
    }
  }

  async #load(source: ModelSource, session: SessionRequest): Promise<NumberedModel> {
    const model = this.#nextModel++;
    const [first, ...others] = this.#slots;
    if (first === undefined) throw new Error('an encoder pool needs at least one thread.');
    const request: LoadRequest = { type: 'load', model, source, session };
    const { facts } = await (await this.#start(first)).request(request, 'loaded');
    const settled: LoadRequest = { ...request, session: { ...session, device: facts.device, onMissingDevice: 'fail' } };
    try {
      for (const slot of others) await (await this.#start(slot)).request(settled, 'loaded');
      if (this.#closing !== undefined) throw this.#closing;
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
    const isFull = this.#waiting > 0 && this.#waiting + call.rows > maxWaiting;
    const refusal = this.#closing ?? (isFull ? new EncoderOverloadedError(this.#waiting, maxWaiting) : undefined);
    if (refusal !== undefined) {
      call.fail(refusal);
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

  /**
   * Lets the runs in progress and what is being opened end, frees the models and ends the threads; calls still open are rejected with
   * `reason`, and so is a load under way.
   */
  async close(reason: Error): Promise<void> {
    this.#closing = reason;
    for (const call of this.#pending) call.fail(reason);
    await settledWithin(Promise.allSettled(this.#loads), CLOSE_WAIT_MS);
    this.#models.clear();
    await Promise.all(this.#slots.map((slot) => slot.close()));
    this.#closing = undefined;
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

  async #run(slot: EncoderSlot, taken: readonly Taken[]): Promise<void> {
    const [first] = taken;
    if (first === undefined) return;
    const thread = await this.#start(slot);
    try {
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

  /** @throws the reason of a `close` under way, EncoderCrashedError */
  #start(slot: EncoderSlot): Promise<EncoderThread> {
    return this.#closing === undefined ? slot.start() : Promise.reject(this.#closing);
  }

  async #unloadEverywhere(model: number): Promise<void> {
    for (const slot of this.#slots) await slot.unload(model);
  }
}
