import { Pool } from 'undici';

/** What a closed loop of clients saw: each client sends its next request when the one before was answered. */
export interface LoadResult {
  /** Milliseconds, one per request. */
  readonly latenciesMs: readonly number[];
  /** From the first request to the last answer, in ms. */
  readonly elapsedMs: number;
}

export interface ClosedLoopOptions {
  readonly url: string;
  /** One GraphQL request body per call; called with 0, 1, 2 … */
  readonly body: (index: number) => string;
  readonly clients: number;
}

/** Sends GraphQL requests over keep-alive connections, one per client, which stay open from one run to the next. */
export class ClosedLoop {
  readonly #options: ClosedLoopOptions;
  readonly #pool: Pool;
  readonly #path: string;
  #next = 0;

  constructor(options: ClosedLoopOptions) {
    const { origin, pathname } = new URL(options.url);
    this.#options = options;
    this.#path = pathname;
    this.#pool = new Pool(origin, { connections: options.clients, bodyTimeout: 30_000, headersTimeout: 30_000 });
  }

  /** @throws Error if an answer has an error: a fast wrong answer is no result */
  async run(requests: number): Promise<LoadResult> {
    const latenciesMs: number[] = [];
    const end = this.#next + requests;
    const client = async () => {
      while (this.#next < end) {
        const body = this.#options.body(this.#next++);
        const sent = performance.now();
        await this.#send(body);
        latenciesMs.push(performance.now() - sent);
      }
    };
    const started = performance.now();
    await Promise.all(Array.from({ length: this.#options.clients }, client));
    return { latenciesMs, elapsedMs: performance.now() - started };
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  async #send(request: string): Promise<void> {
    const { body } = await this.#pool.request({
      method: 'POST',
      path: this.#path,
      headers: { 'content-type': 'application/json' },
      body: request,
    });
    const text = await body.text();
    if (!text.startsWith('{"data":{') || text.includes('"errors"'))
      throw new Error(`The server answered: ${text.slice(0, 500)}`);
  }
}
