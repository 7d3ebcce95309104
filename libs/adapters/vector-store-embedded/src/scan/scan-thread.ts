import { Worker } from 'node:worker_threads';
import { VectorStoreUnavailableError } from '@kindred/vector-store';
import type { CandidateList } from './candidate-list.ts';
import { unpackLists, type ScanReply, type ScanRequest, type ScanWorkerData } from './scan-protocol.ts';

const ENTRY = new URL(import.meta.url.endsWith('.ts') ? './scan-worker.ts' : './scan-worker.js', import.meta.url);

/** One pass on one table, for one thread. */
export interface PassRequest {
  readonly table: number;
  readonly memory: WebAssembly.Memory;
  readonly batch: number;
  readonly scratch: number;
}

type Waiting = PromiseWithResolvers<readonly CandidateList[]>;

/** Owns one worker thread. It starts with the first pass, and again after it died; it keeps the process alive only during a pass. */
export class ScanThread {
  readonly #module: WebAssembly.Module;
  readonly #waiting = new Map<number, Waiting>();
  #known = new Set<number>();
  #worker: Worker | undefined;
  #nextId = 1;

  constructor(module: WebAssembly.Module) {
    this.#module = module;
  }

  /** Takes part in a pass. Resolves to the candidates per lane. @throws VectorStoreUnavailableError if the thread died */
  run({ table, memory, batch, scratch }: PassRequest): Promise<readonly CandidateList[]> {
    const worker = (this.#worker ??= this.#start());
    const id = this.#nextId++;
    const waiting: Waiting = Promise.withResolvers();
    this.#waiting.set(id, waiting);
    worker.ref();
    const isKnown = this.#known.has(table);
    this.#known.add(table);
    worker.postMessage({
      type: 'pass',
      id,
      table,
      batch,
      scratch,
      ...(isKnown ? {} : { memory }),
    } satisfies ScanRequest);
    return waiting.promise;
  }

  /** Lets go of a table's memory. */
  forget(table: number): void {
    if (this.#known.delete(table)) this.#worker?.postMessage({ type: 'forget', table } satisfies ScanRequest);
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(ENTRY, {
      workerData: { module: this.#module } satisfies ScanWorkerData,
      name: 'kindred-scan',
    });
    let cause: unknown;
    worker.on('message', (reply: ScanReply) => this.#receive(worker, reply));
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('exit', (code) => {
      this.#worker = undefined;
      this.#known = new Set();
      this.#fail(cause ?? new Error(`exit code ${String(code)}`));
    });
    worker.unref();
    return worker;
  }

  #receive(worker: Worker, reply: ScanReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (this.#waiting.size === 0) worker.unref();
    if ('lanes' in reply) waiting?.resolve(unpackLists(reply.lanes));
    else waiting?.reject(scanFailed(reply.failure));
  }

  #fail(cause: unknown): void {
    for (const waiting of this.#waiting.values()) waiting.reject(scanFailed(cause));
    this.#waiting.clear();
  }
}

function scanFailed(cause: unknown): VectorStoreUnavailableError {
  return new VectorStoreUnavailableError('scan', 'memory', { cause });
}
