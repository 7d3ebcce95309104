import { Pool } from 'undici';

/** What a closed loop of clients saw: each client sends its next request when the one before was answered. */
export interface LoadResult {
  /** Milliseconds, one per counted request. */
  readonly latenciesMs: readonly number[];
  readonly requestsPerSecond: number;
}

export interface LoadOptions {
  readonly url: string;
  /** One GraphQL request body per call; called with 0, 1, 2 … */
  readonly body: (index: number) => string;
  readonly clients: number;
  readonly warmUpRequests: number;
  readonly requests: number;
}

/**
 * Sends GraphQL requests over keep-alive connections, one per client.
 * @throws Error if an answer has an error: a fast wrong answer is no result
 */
export async function closedLoopLoad(options: LoadOptions): Promise<LoadResult> {
  const { origin, pathname } = new URL(options.url);
  const pool = new Pool(origin, { connections: options.clients, bodyTimeout: 30_000, headersTimeout: 30_000 });
  const send = async (index: number) => {
    const { body } = await pool.request({
      method: 'POST',
      path: pathname,
      headers: { 'content-type': 'application/json' },
      body: options.body(index),
    });
    const text = await body.text();
    if (!text.startsWith('{"data":{') || text.includes('"errors"'))
      throw new Error(`The server answered: ${text.slice(0, 500)}`);
  };
  try {
    await runClients(options.clients, options.warmUpRequests, send);
    const latenciesMs: number[] = [];
    const started = performance.now();
    await runClients(options.clients, options.requests, async (index) => {
      const sent = performance.now();
      await send(index);
      latenciesMs.push(performance.now() - sent);
    });
    return { latenciesMs, requestsPerSecond: (options.requests / (performance.now() - started)) * 1000 };
  } finally {
    await pool.close();
  }
}

async function runClients(clients: number, requests: number, send: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const client = async () => {
    while (next < requests) {
      const index = next;
      next += 1;
      await send(index);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
}
