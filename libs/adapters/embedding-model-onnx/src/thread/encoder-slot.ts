import type { LoadRequest } from './encoder-protocol.ts';
import { EncoderThread } from './encoder-thread.ts';

/** A place for one thread at a time, which is started when it is needed, and again after it died. */
export class EncoderSlot {
  /** Whether a run is being computed. */
  busy = false;
  readonly #entry: URL;
  readonly #models: () => Iterable<LoadRequest>;
  #thread: EncoderThread | undefined;
  /** Resolves when the thread has every model; undefined where none was started. */
  #ready: Promise<EncoderThread> | undefined;

  /** @param models that a thread is given when it starts */
  constructor(entry: URL, models: () => Iterable<LoadRequest>) {
    this.#entry = entry;
    this.#models = models;
  }

  /** The thread, with every model. @throws EncoderCrashedError, and what loading a model failed with */
  start(): Promise<EncoderThread> {
    this.#ready ??= this.#startThread();
    return this.#ready;
  }

  /** A thread that has none of it, or has died, has nothing to free. */
  async unload(model: number): Promise<void> {
    await this.#thread?.request({ type: 'unload', model }, 'unloaded').catch(() => undefined);
  }

  /** As {@link EncoderThread.close}. */
  async close(): Promise<void> {
    await this.#thread?.close();
  }

  async #startThread(): Promise<EncoderThread> {
    const thread = new EncoderThread(this.#entry);
    this.#thread = thread;
    void thread.exited.then(() => this.#forget(thread));
    try {
      for (const request of this.#models()) await thread.request(request, 'loaded');
      return thread;
    } catch (error) {
      this.#forget(thread);
      void thread.close();
      throw error;
    }
  }

  #forget(thread: EncoderThread): void {
    if (this.#thread !== thread) return;
    this.#thread = undefined;
    this.#ready = undefined;
  }
}
