import { performance } from 'node:perf_hooks';

export interface QueryBatcherOptions<Query, Answer> {
  /** Answers in the order of the queries. Called at most once while a call before it is under way. */
  readonly run: (queries: readonly Query[]) => Promise<readonly Answer[]>;
  readonly maxQueries: number;
  /** For how many queries in one pass it is worth waiting, as things are now. */
  readonly wantedQueries: () => number;
  /** Longest time that a query waits for others while nothing else runs, in ms. */
  readonly maxWaitMs: number;
}

interface Waiting<Query, Answer> extends PromiseWithResolvers<Answer> {
  readonly query: Query;
}

/** One that works and one that stands ready behind it, so that threads never wait for their next pass to be written. */
const MAX_RUNNING = 2;

/**
 * Lets queries that come at about the same time share one pass over memory. While a pass runs, queries gather for the next, which is
 * made ready behind it once all that are wanted are there. When none runs, a query goes ahead at the end of the event loop's turn;
 * only where more are wanted does it wait for them, until they are there and no longer than `maxWaitMs`.
 */
export class QueryBatcher<Query, Answer> {
  readonly #options: QueryBatcherOptions<Query, Answer>;
  #waiting: Waiting<Query, Answer>[] = [];
  #running = 0;
  #isScheduled = false;
  #gatheringSince = 0;

  constructor(options: QueryBatcherOptions<Query, Answer>) {
    this.#options = options;
  }

  submit(query: Query): Promise<Answer> {
    const waiting: Waiting<Query, Answer> = { ...Promise.withResolvers<Answer>(), query };
    if (this.#waiting.length === 0) this.#gatheringSince = performance.now();
    this.#waiting.push(waiting);
    this.#runOrSchedule();
    return waiting.promise;
  }

  /** Goes ahead at once when all that were wanted are there; a query that may be the first of many waits for the turn's end. */
  #runOrSchedule(): void {
    if (this.#running >= MAX_RUNNING || this.#waiting.length === 0) return;
    const wanted = this.#wantedQueries();
    if (wanted > 1 && this.#waiting.length >= wanted) void this.#runNext();
    else this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      if (this.#running >= MAX_RUNNING || this.#waiting.length === 0) return;
      if (this.#waiting.length >= this.#wantedQueries()) void this.#runNext();
      // Behind a pass there is time: the next query, or the pass's end, asks again.
      else if (this.#running > 0) return;
      else if (performance.now() - this.#gatheringSince < this.#options.maxWaitMs) this.#schedule();
      else void this.#runNext();
    });
  }

  #wantedQueries(): number {
    return Math.min(this.#options.maxQueries, this.#options.wantedQueries());
  }

  async #runNext(): Promise<void> {
    this.#running++;
    const batch = this.#waiting.splice(0, this.#options.maxQueries);
    try {
      const answers = await this.#options.run(batch.map(({ query }) => query));
      batch.forEach(({ resolve }, index) => resolve(answers[index]!));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
    this.#running--;
    this.#gatheringSince = performance.now();
    this.#runOrSchedule();
  }
}
