import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { ItemFilter } from '@kindred/catalog';
import type { ScoredPoint, VectorQuery, VectorSearchResult } from '@kindred/vector-store';
import type { ScanTable } from '../table/scan-table.ts';
import { SketchFitting } from '../table/sketch-fitting.ts';
import { ExactScorer } from './exact-scorer.ts';
import { FilteredRows } from './filtered-rows.ts';
import { quantizeQuery } from './quantized-query.ts';
import { QueryBatcher } from './query-batcher.ts';
import { rescore } from './rescore.ts';
import type { CandidateList } from './candidate-list.ts';
import { PassMask, type MaskedQuery } from './pass-mask.ts';
import { initializeScratch, SCRATCH_TOTAL_BYTES } from './pass-scratch.ts';
import { runPass } from './run-pass.ts';
import type { ScanKernels } from './scan-kernels.ts';
import type { ScanMemory } from './scan-memory.ts';
import type { ScanSettings } from './scan-settings.ts';
import { MAX_LANES } from './scan-structs.ts';
import type { ScanThreads } from './scan-threads.ts';
import { writeBatch } from './write-batch.ts';

export interface CollectionScanOptions {
  readonly table: ScanTable;
  readonly memory: ScanMemory;
  readonly kernels: ScanKernels;
  readonly threads: ScanThreads;
  readonly settings: ScanSettings;
}

/** A command that asks once doesn't wait for what makes many searches faster. */
const SEARCHES_BEFORE_SKETCHES = 16;
/** For a moment without searches. */
const MOST_WAITED_MS = 8;

interface Found {
  readonly points: ScoredPoint[];
  readonly scannedPoints: number;
  readonly rescoredPoints: number;
}

/** Handed over when the pass is over, so that the next one runs while this one's candidates are rescored. */
interface Scanned {
  readonly rescoring: Promise<Found>;
}

/** Searches one table: a pass over the codes, shared by queries that come together, then exact scores of what may be in. */
export class CollectionScan {
  readonly #options: CollectionScanOptions;
  readonly #batcher: QueryBatcher<MaskedQuery, Scanned>;
  readonly #tableNumber: number;
  readonly #rows: FilteredRows;
  readonly #sketches: SketchFitting;
  readonly #passes = new Set<Promise<unknown>>();
  readonly #mask: PassMask;
  #scratches: number[] | undefined;
  #inlineScratch: number | undefined;
  /** Searches so far. */
  #searches = 0;
  /** Searches that have begun and not ended. */
  #searching = 0;
  /** Those of them that are in a pass. */
  #scanning = 0;

  constructor(options: CollectionScanOptions) {
    this.#options = options;
    this.#tableNumber = options.threads.registerTable();
    this.#rows = new FilteredRows(options.table);
    this.#mask = new PassMask(options.table);
    this.#sketches = new SketchFitting({
      table: options.table,
      passesEnd: () => Promise.allSettled(this.#passes),
      makeWay: () => this.#quietMoment(),
    });
    const { maxWaitMs } = options.settings;
    this.#batcher = new QueryBatcher({
      run: (queries) => this.#runPass(queries),
      // Half of those under way: while they are scanned, the other half is rescored. And no more than can come before a pass ends.
      wantedQueries: () => Math.min(Math.ceil(this.#searching / 2), this.#searching - this.#scanning),
      maxQueries: MAX_LANES,
      maxWaitMs,
    });
  }

  /** `query` is validated. Sees the rows there were when it was called, or later ones. */
  async search(query: VectorQuery): Promise<VectorSearchResult> {
    const begin = performance.now();
    this.#searching++;
    if (++this.#searches >= SEARCHES_BEFORE_SKETCHES) this.#sketches.beginIfWorthIt();
    try {
      return await this.#searchFrom(begin, query);
    } finally {
      this.#searching--;
    }
  }

  async #searchFrom(begin: number, query: VectorQuery): Promise<VectorSearchResult> {
    const filtered = query.filter === undefined ? undefined : await this.#rows.find(query.filter, query.exclude);
    try {
      const found = await this.#batcher.submit({ query, filtered });
      const { points, ...cost } = await found.rescoring;
      return { points, plan: { name: 'quantized-scan', exact: true, ...cost, elapsedMs: performance.now() - begin } };
    } finally {
      filtered?.snapshot.release();
    }
  }

  /** The number of rows that pass. `filter` is validated. */
  async count(filter: ItemFilter): Promise<number> {
    const { snapshot, count } = await this.#rows.find(filter);
    snapshot.release();
    return count;
  }

  /** Lets the threads go of the table's memory. */
  close(): void {
    this.#sketches.close();
    this.#options.threads.forgetTable(this.#tableNumber);
  }

  /** Waits for searches under way to end, and not for ever: where they never cease, they are slowed down a little. */
  async #quietMoment(): Promise<void> {
    const begin = performance.now();
    await nextTurn();
    while (this.#searching > 0 && performance.now() - begin < MOST_WAITED_MS) await sleep(1);
  }

  async #runPass(queries: readonly MaskedQuery[]): Promise<Scanned[]> {
    const { table, kernels } = this.#options;
    const snapshot = table.snapshot();
    const rescorings: Promise<Found>[] = [];
    try {
      const { rowCount } = snapshot;
      const { mask, answering } = this.#mask.write(queries);
      const prepared = queries.map(({ query }) => quantizeQuery(table.vectors, query));
      const input = { columns: table.vectors, kernels, queries: prepared, rowCount, mask, answering };
      const batch = writeBatch(input);
      this.#scanning += queries.length;
      const pass = this.#scan(batch.address, input);
      this.#passes.add(pass);
      const threads = await pass.finally(() => {
        this.#passes.delete(pass);
        this.#scanning -= queries.length;
        batch.release();
      });
      for (const [lane, { query }] of queries.entries()) {
        const scorer = new ExactScorer(table.vectors, query);
        const candidates = threads.map((lanes) => lanes[lane]!);
        // Each in a turn of its own: the next pass begins first, and its threads work meanwhile.
        const rescored = nextTurn().then(() => rescore({ table, scorer, limit: query.limit, candidates }));
        rescorings.push(rescored.then((found) => ({ ...found, scannedPoints: answering[lane]! })));
      }
    } finally {
      void Promise.allSettled(rescorings).then(() => snapshot.release());
    }
    return rescorings.map((rescoring) => ({ rescoring }));
  }

  async #scan(
    batch: number,
    { columns, queries, rowCount }: Parameters<typeof writeBatch>[0],
  ): Promise<(readonly CandidateList[])[]> {
    const { memory, kernels, threads } = this.#options;
    const blocks = new Set(queries.flatMap((query) => [...query.dense.values()].map(({ block }) => block)));
    const bytesPerRow = [...blocks].reduce((sum, { codeDimension }) => sum + codeDimension, 16);
    if (bytesPerRow * rowCount * queries.length <= this.#options.settings.inlineBytes) {
      this.#inlineScratch ??= this.#allocateScratch();
      return [runPass({ memory: memory.memory, kernels, scratch: this.#inlineScratch }, batch)];
    }
    this.#scratches ??= Array.from({ length: threads.size }, () => this.#allocateScratch());
    return threads.runPass({ table: this.#tableNumber, memory: columns.memory.memory, batch }, this.#scratches);
  }

  #allocateScratch(): number {
    const { memory } = this.#options;
    const scratch = memory.allocate(SCRATCH_TOTAL_BYTES);
    initializeScratch(memory.memory, scratch);
    return scratch;
  }
}
