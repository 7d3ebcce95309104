import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

export interface HttpExchangeRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With its leading slash. */
  readonly path: string;
  /** JSON text. */
  readonly body?: string;
  readonly timeoutMs: number;
}

export interface HttpReply {
  readonly status: number;
  /** Parsed; the text itself where it is no JSON. */
  readonly body: unknown;
  /** Seconds that the server asks to wait. */
  readonly retryAfterSeconds?: number;
}

/** No answer within the time. */
export class HttpTimeoutError extends Error {
  constructor(timeoutMs: number) {
    super(`no answer within ${String(timeoutMs)} ms`);
    this.name = 'HttpTimeoutError';
  }
}

/** An answer larger than this is no answer of a vector store. */
const MAX_REPLY_BYTES = 1024 * 1024 * 1024;

/**
 * One server over HTTP or HTTPS with connections that stay open. Node's own client, since the server's JavaScript client puts
 * every number through a reviver: on answers with vectors that costs more than the search.
 */
export class HttpExchange {
  readonly #base: URL;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #agent: HttpAgent;

  /** At most `maxConnections` requests at a time; further ones wait, and their time runs. */
  constructor(
    baseUrl: string,
    { apiKey, maxConnections }: { readonly apiKey?: string; readonly maxConnections: number },
  ) {
    this.#base = new URL(baseUrl);
    this.#headers = {
      accept: 'application/json',
      ...(apiKey === undefined ? {} : { 'api-key': apiKey }),
    };
    const options = { keepAlive: true, maxSockets: maxConnections, noDelay: true };
    this.#agent = this.#base.protocol === 'https:' ? new HttpsAgent(options) : new HttpAgent(options);
  }

  /** Any status is an answer. @throws HttpTimeoutError, or what the network says */
  send({ method, path, body, timeoutMs }: HttpExchangeRequest): Promise<HttpReply> {
    const { promise, resolve, reject } = Promise.withResolvers<HttpReply>();
    const start = this.#base.protocol === 'https:' ? httpsRequest : httpRequest;
    const bytes = body === undefined ? undefined : Buffer.from(body, 'utf8');
    const request = start({
      agent: this.#agent,
      protocol: this.#base.protocol,
      hostname: this.#base.hostname.replace(/^\[|\]$/g, ''),
      port: this.#base.port,
      path: this.#base.pathname.replace(/\/$/, '') + path,
      method,
      headers: {
        ...this.#headers,
        ...(bytes === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(bytes.length) }),
      },
    });
    const timer = setTimeout(() => {
      // Once an answer has begun, destroying alone would look like a connection cut off by the server.
      reject(new HttpTimeoutError(timeoutMs));
      request.destroy();
    }, timeoutMs);
    request.on('error', reject);
    request.on('response', (response) => {
      readReply(response).then(resolve, reject);
    });
    request.end(bytes);
    return promise.finally(() => {
      clearTimeout(timer);
    });
  }

  /** Ends the connections that are idle. */
  close(): void {
    this.#agent.destroy();
  }
}

async function readReply(response: IncomingMessage): Promise<HttpReply> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_REPLY_BYTES) throw new Error(`the answer has more than ${String(MAX_REPLY_BYTES)} bytes`);
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  const retryAfter = Number(response.headers['retry-after']);
  return {
    status: response.statusCode ?? 0,
    body: parseJson(text),
    ...(retryAfter > 0 ? { retryAfterSeconds: retryAfter } : {}),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
