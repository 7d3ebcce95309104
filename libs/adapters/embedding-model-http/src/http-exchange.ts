import { Agent as HttpAgent, request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Clock } from './clock.ts';

export interface HttpExchangeRequest {
  readonly method: 'GET' | 'POST';
  /** Behind the base URL, with its leading slash. */
  readonly path: string;
  /** JSON. */
  readonly body?: Buffer;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface HttpReply {
  readonly status: number;
  readonly text: string;
  readonly retryAfter: string | undefined;
  /** Where a redirect leads. */
  readonly location: string | undefined;
}

export interface HttpExchangeOptions {
  readonly clock: Clock;
  readonly maxConnections: number;
  readonly maxResponseBytes: number;
  readonly apiKey?: string | undefined;
  readonly certificateAuthority?: string | undefined;
}

/** No complete answer within the time. */
export class HttpTimeoutError extends Error {}

/** The answer is larger than allowed. */
export class ReplyTooLargeError extends Error {}

/**
 * One server over HTTP or HTTPS with connections that stay open. Redirects are not followed, since the key would go along; answers
 * come uncompressed, so that their size is what was sent.
 */
export class HttpExchange {
  readonly #base: URL;
  readonly #options: HttpExchangeOptions;
  readonly #agent: HttpAgent;

  constructor(baseUrl: string, options: HttpExchangeOptions) {
    this.#base = new URL(baseUrl);
    this.#options = options;
    const { maxConnections: maxSockets, certificateAuthority: ca } = options;
    const common = { keepAlive: true, maxSockets, noDelay: true };
    this.#agent =
      this.#base.protocol === 'https:'
        ? new HttpsAgent({ ...common, ...(ca === undefined ? {} : { ca }) })
        : new HttpAgent(common);
  }

  /** Any status is an answer. @throws HttpTimeoutError, ReplyTooLargeError, the signal's reason, or what the network says */
  async send(exchange: HttpExchangeRequest): Promise<HttpReply> {
    const { timeoutMs, signal, body } = exchange;
    signal?.throwIfAborted();
    const request = this.#start(exchange);
    let stopped: Error | undefined;
    const stop = (why: Error): void => {
      stopped = why;
      request.destroy(why);
    };
    const cancelTimer = this.#options.clock.after(timeoutMs, () =>
      stop(new HttpTimeoutError(`no answer within ${String(timeoutMs)} ms`)),
    );
    const onAbort = (): void => stop(asError(signal?.reason));
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      const response = await new Promise<IncomingMessage>((resolve, reject) => {
        request.on('error', reject);
        request.on('response', resolve);
        request.end(body);
      });
      return await readReply(response, this.#options.maxResponseBytes);
    } catch (error) {
      // A body that is cut off says only "aborted", whoever cut it.
      throw stopped ?? error;
    } finally {
      cancelTimer();
      signal?.removeEventListener('abort', onAbort);
    }
  }

  /** Ends all connections. */
  close(): void {
    this.#agent.destroy();
  }

  #start({ method, path, body }: HttpExchangeRequest): ClientRequest {
    const { apiKey } = this.#options;
    const start = this.#base.protocol === 'https:' ? httpsRequest : httpRequest;
    return start({
      agent: this.#agent,
      protocol: this.#base.protocol,
      hostname: this.#base.hostname.replace(/^\[|\]$/g, ''),
      port: this.#base.port,
      path: this.#base.pathname.replace(/\/+$/, '') + path,
      method,
      headers: {
        accept: 'application/json',
        'accept-encoding': 'identity',
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(body.length) }),
      },
    });
  }
}

async function readReply(response: IncomingMessage, maxBytes: number): Promise<HttpReply> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // Leaving the loop ends the connection.
    if (bytes > maxBytes) throw new ReplyTooLargeError(`its answer has more than ${String(maxBytes)} bytes`);
    chunks.push(chunk);
  }
  return {
    status: response.statusCode ?? 0,
    text: Buffer.concat(chunks).toString('utf8'),
    retryAfter: response.headers['retry-after'],
    location: response.headers.location,
  };
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
