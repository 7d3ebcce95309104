import type { CandidateList } from './candidate-list.ts';
import { compileScanKernels, instantiateScanKernels, type ScanKernels } from './scan-kernels.ts';
import { ScanThread, type PassRequest } from './scan-thread.ts';

/** The threads that all collections of a store scan with. */
export class ScanThreads {
  readonly size: number;
  readonly #module = compileScanKernels();
  readonly #threads: readonly ScanThread[];
  #nextTable = 1;

  /** `size` ≥ 1. No thread is started before the first pass that needs it. */
  constructor(size: number) {
    this.size = size;
    this.#threads = Array.from({ length: size }, () => new ScanThread(this.#module));
  }

  /** A number for a table, by which the threads know its memory. */
  registerTable(): number {
    return this.#nextTable++;
  }

  /** Kernels for the calling thread. */
  kernelsOn(memory: WebAssembly.Memory): ScanKernels {
    return instantiateScanKernels(this.#module, memory);
  }

  /** Candidates of every thread, each per lane. `scratches` has one address per thread. */
  runPass(request: Omit<PassRequest, 'scratch'>, scratches: readonly number[]): Promise<(readonly CandidateList[])[]> {
    // All must have ended before the batch's memory is used for something else, whether one of them failed or not.
    return allSettledOrThrow(
      this.#threads.map((thread, index) => thread.run({ ...request, scratch: scratches[index]! })),
    );
  }

  forgetTable(table: number): void {
    for (const thread of this.#threads) thread.forget(table);
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }
}

async function allSettledOrThrow<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(promises);
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}
