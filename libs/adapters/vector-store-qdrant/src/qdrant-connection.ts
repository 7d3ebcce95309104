import { setTimeout as wait } from 'node:timers/promises';
import {
  CollectionNotFoundError,
  VectorStoreAccessError,
  VectorStoreTimeoutError,
  VectorStoreUnavailableError,
} from '@kindred/vector-store';
import { HttpExchange, HttpTimeoutError, type HttpExchangeRequest, type HttpReply } from './http-exchange.ts';
import { describeQdrantUrl } from './parse-qdrant-url.ts';
import type { QdrantSettings } from './qdrant-settings.ts';

export interface QdrantCall {
  /** For messages: what the caller was doing. */
  readonly operation: string;
  readonly method: HttpExchangeRequest['method'];
  readonly path: string;
  /** JSON text, or what becomes it. */
  readonly body?: string | object;
  /** Of the port; a 404 means that it isn't there. */
  readonly collection?: string;
  /** Tries included. Default: the settings' time; writes take {@link WRITE_TIME} times as long. */
  readonly timeoutMs?: number;
  /** Statuses besides 200 that are an answer. */
  readonly accept?: readonly number[];
}

export interface RetryOptions {
  /** Before the second try; doubles for each further one. */
  readonly firstDelayMs: number;
  readonly maxTries: number;
}

export const WRITE_TIME = 6;
const MAX_CONNECTIONS = 64;
const DEFAULT_RETRY: RetryOptions = { firstDelayMs: 100, maxTries: 5 };
const TRANSIENT_STATUSES = [429, 500, 502, 503, 504];
const TRANSIENT_CODES = ['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ECONNABORTED', 'EAI_AGAIN'];

/**
 * Every call of the server goes through here: it ends in time, is tried again where that can help (all calls of this store may
 * be repeated without harm), and whatever goes wrong becomes an error of the core.
 */
export class QdrantConnection {
  /** Of the server, as people may see it. */
  readonly location: string;
  readonly #exchange: HttpExchange;
  readonly #timeoutMs: number;
  readonly #retry: RetryOptions;

  constructor(settings: Pick<QdrantSettings, 'baseUrl' | 'apiKey' | 'timeoutMs'>, retry: RetryOptions = DEFAULT_RETRY) {
    this.location = describeQdrantUrl(settings);
    this.#timeoutMs = settings.timeoutMs;
    this.#retry = retry;
    this.#exchange = new HttpExchange(settings.baseUrl, {
      maxConnections: MAX_CONNECTIONS,
      ...(settings.apiKey === undefined ? {} : { apiKey: settings.apiKey }),
    });
  }

  get timeoutMs(): number {
    return this.#timeoutMs;
  }

  /** The answer's `result`. @throws VectorStoreError, CollectionNotFoundError */
  async call<Result>(call: QdrantCall): Promise<Result> {
    const { body } = await this.exchange(call);
    if (typeof body !== 'object' || body === null || !('result' in body))
      throw new VectorStoreUnavailableError(call.operation, this.location, {
        cause: 'the answer is not one of Qdrant',
      });
    return body.result as Result;
  }

  /** The whole answer. @throws VectorStoreError, CollectionNotFoundError */
  async exchange(call: QdrantCall): Promise<HttpReply> {
    const timeoutMs = call.timeoutMs ?? this.#timeoutMs;
    const deadline = performance.now() + timeoutMs;
    const body = typeof call.body === 'object' ? JSON.stringify(call.body) : call.body;
    const request = { method: call.method, path: call.path, ...(body === undefined ? {} : { body }) };
    for (let tries = 1; ; tries++) {
      const remainingMs = Math.max(1, deadline - performance.now());
      const outcome = await this.#exchange
        .send({ ...request, timeoutMs: remainingMs })
        .catch((cause: unknown) => ({ cause }));
      const delayMs = this.#retry.firstDelayMs * 2 ** (tries - 1);
      const pauseMs = 'cause' in outcome ? delayMs : Math.max(delayMs, (outcome.retryAfterSeconds ?? 0) * 1000);
      const mayTryAgain = tries < this.#retry.maxTries && performance.now() + pauseMs < deadline;
      if (!isTransient(outcome) || !mayTryAgain) return this.#judge(call, timeoutMs, outcome);
      await wait(pauseMs);
    }
  }

  close(): void {
    this.#exchange.close();
  }

  #judge(call: QdrantCall, timeoutMs: number, outcome: HttpReply | { readonly cause: unknown }): HttpReply {
    const { operation, collection, accept = [] } = call;
    if ('cause' in outcome) {
      if (outcome.cause instanceof HttpTimeoutError) throw new VectorStoreTimeoutError(operation, timeoutMs);
      throw new VectorStoreUnavailableError(operation, this.location, { cause: outcome.cause });
    }
    const { status } = outcome;
    if (status === 200 || accept.includes(status)) return outcome;
    if (status === 401 || status === 403) throw new VectorStoreAccessError(operation, this.location, status);
    if (status === 404 && collection !== undefined) throw new CollectionNotFoundError(collection);
    if (status === 408) throw new VectorStoreTimeoutError(operation, timeoutMs);
    throw new VectorStoreUnavailableError(operation, this.location, { cause: describeReply(outcome) });
  }
}

function isTransient(outcome: HttpReply | { readonly cause: unknown }): boolean {
  if (!('cause' in outcome)) return TRANSIENT_STATUSES.includes(outcome.status);
  const { cause } = outcome;
  return cause instanceof Error && 'code' in cause && TRANSIENT_CODES.includes(String(cause.code));
}

/** The server says why in `status.error`. */
function describeReply({ status, body }: HttpReply): string {
  const reason =
    typeof body === 'object' && body !== null && 'status' in body
      ? ((body.status as { error?: unknown } | null)?.error ?? body.status)
      : body;
  return `status ${String(status)}: ${typeof reason === 'string' ? reason : JSON.stringify(reason)}`;
}
