/**
 * Memory that the owner of a thread writes and the thread reads, used anew for each run: photos need no new memory per run on either side,
 * and are copied once.
 */
export class RunMemory {
  #buffer = new SharedArrayBuffer(0);
  #used = 0;

  /** The thread has ended its run: what was taken before may be overwritten. */
  reset(): void {
    this.#used = 0;
  }

  /** Bytes for the run that is being put together; their contents are left over from earlier ones. */
  take(bytes: number): Uint8Array {
    // Views of the memory before keep it.
    if (this.#used + bytes > this.#buffer.byteLength) {
      this.#buffer = new SharedArrayBuffer(Math.max(bytes, 2 * this.#buffer.byteLength));
      this.#used = 0;
    }
    const taken = new Uint8Array(this.#buffer, this.#used, bytes);
    this.#used += bytes;
    return taken;
  }
}
