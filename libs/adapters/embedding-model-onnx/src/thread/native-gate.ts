const BUSY = 0;
const STOPPED = 1;

/**
 * Keeps a thread from being ended while it is inside onnxruntime.
 *
 * onnxruntime-node 1.30 runs a model synchronously on the calling thread and aborts the whole process (SIGABRT,
 * "terminate called after throwing an instance of 'Napi::Error'") when that thread is terminated meanwhile; so does
 * `process.exit()` while an import runs. Both sides therefore share two words: the thread raises BUSY before it touches
 * native code, the owner raises STOPPED and waits for BUSY to fall. Each writes its own word before it reads the
 * other's, so they cannot miss each other. A thread is BUSY from the start, for it loads onnxruntime before it can be asked anything.
 */
export class NativeGate {
  readonly memory: SharedArrayBuffer;
  readonly #words: Int32Array<SharedArrayBuffer>;

  /** @param memory in the thread: that of its owner */
  constructor(memory?: SharedArrayBuffer) {
    this.memory = memory ?? new SharedArrayBuffer(8);
    this.#words = new Int32Array(this.memory);
    if (memory === undefined) Atomics.store(this.#words, BUSY, 1);
  }

  /** Thread: may native code be entered? If so, `leave` must follow. */
  enter(): boolean {
    Atomics.store(this.#words, BUSY, 1);
    if (Atomics.load(this.#words, STOPPED) === 0) return true;
    this.leave();
    return false;
  }

  leave(): void {
    Atomics.store(this.#words, BUSY, 0);
    Atomics.notify(this.#words, BUSY);
  }

  /** Owner: no native code is entered from now on. */
  stop(): void {
    Atomics.store(this.#words, STOPPED, 1);
  }

  /** Owner: blocks until the thread is outside native code, or for `timeoutMs`; for exit handlers only. */
  waitUntilIdle(timeoutMs: number): void {
    Atomics.wait(this.#words, BUSY, 1, timeoutMs);
  }
}
