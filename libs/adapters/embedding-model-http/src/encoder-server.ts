import { AnswerProblem } from './answer-problem.ts';
import type { EncoderEnvironment } from './clock.ts';
import type { EncoderLimits, RemoteEncoderSettings } from './encoder-settings.ts';
import {
  RemoteEncoderAccessError,
  RemoteEncoderAnswerError,
  RemoteEncoderRefusedError,
  RemoteEncoderTimeoutError,
  RemoteEncoderUnavailableError,
  RemoteInputRefusedError,
} from './errors.ts';
import { HttpExchange, HttpTimeoutError, ReplyTooLargeError, type HttpReply } from './http-exchange.ts';
import { retryDelayMs } from './retry-delay.ts';
import { serverWords } from './server-words.ts';

export interface ServerCall<Answer> {
  /** For messages: what the server should do, as `embed 12 texts`. */
  readonly operation: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: object;
  readonly signal?: AbortSignal | undefined;
  /** Takes the parsed JSON apart. @throws AnswerProblem */
  readonly read: (json: unknown) => Answer;
}

type Outcome = HttpReply | { readonly cause: unknown };

/** Statuses of a server that is busy or restarting. */
const TRANSIENT_STATUSES = [429, 502, 503, 504];
const TRANSIENT_CODES = ['ECONNRESET', 'ECONNREFUSED', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN'];
/** Other trouble inside the server; 424 is how Text Embeddings Inference says that inference failed. */
const FAILURE_STATUSES = [408, 424, 429];
/** The server looked at the inputs and didn't like one of them. */
const INPUT_STATUSES = [400, 413, 422];

/**
 * Every request goes through here: it ends in time, is tried again where that can help (embedding twice does no harm), and whatever
 * goes wrong becomes an error of this adapter.
 */
export class EncoderServer {
  /** As people may see it. */
  readonly location: string;
  readonly #exchange: HttpExchange;
  readonly #limits: EncoderLimits;
  readonly #environment: EncoderEnvironment;
  readonly #apiKey: string | undefined;

  constructor(settings: RemoteEncoderSettings, limits: EncoderLimits, environment: EncoderEnvironment) {
    const { baseUrl, apiKey, certificateAuthority } = settings;
    this.location = baseUrl.replace(/\/+$/, '');
    this.#limits = limits;
    this.#environment = environment;
    this.#apiKey = apiKey;
    this.#exchange = new HttpExchange(baseUrl, {
      clock: environment.clock,
      maxConnections: limits.maxConcurrent,
      maxResponseBytes: limits.maxResponseBytes,
      apiKey,
      certificateAuthority,
    });
  }

  /** @throws the errors of this adapter; the signal's reason once it is aborted */
  async ask<Answer>(call: ServerCall<Answer>): Promise<Answer> {
    const { method, path, signal } = call;
    const body = call.body === undefined ? {} : { body: Buffer.from(JSON.stringify(call.body), 'utf8') };
    const request = { method, path, signal, timeoutMs: this.#limits.requestTimeoutMs, ...body };
    for (let tries = 1; ; tries++) {
      const outcome: Outcome = await this.#exchange.send(request).catch((cause: unknown) => ({ cause }));
      signal?.throwIfAborted();
      const delayMs = this.#delayBeforeNextTry(outcome, tries);
      if (delayMs === undefined) return this.#judge(call, outcome, tries);
      await this.#pause(delayMs, signal);
    }
  }

  close(): void {
    this.#exchange.close();
  }

  /** Absent where no further try would help, or the server asks for a longer pause than a caller waits. */
  #delayBeforeNextTry(outcome: Outcome, tries: number): number | undefined {
    if (!isTransient(outcome) || tries >= this.#limits.maxTries) return undefined;
    const { clock, random } = this.#environment;
    const retryAfter = 'cause' in outcome ? undefined : outcome.retryAfter;
    const delayMs = retryDelayMs({ tries, retryAfter, now: clock.now(), random: random() }, this.#limits);
    return delayMs < this.#limits.timeoutMs ? delayMs : undefined;
  }

  async #pause(delayMs: number, signal: AbortSignal | undefined): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = this.#environment.clock.after(delayMs, resolve);
    signal?.addEventListener('abort', () => resolve(), { once: true });
    await promise;
    cancel();
    signal?.throwIfAborted();
  }

  #judge<Answer>(call: ServerCall<Answer>, outcome: Outcome, tries: number): Answer {
    const { operation } = call;
    if ('cause' in outcome) throw this.#translate(operation, outcome.cause, tries);
    const { status, retryAfter } = outcome;
    if (status >= 200 && status < 300) return this.#read(call, outcome.text);
    if (status === 401 || status === 403)
      throw new RemoteEncoderAccessError(operation, this.location, { status, keySent: this.#apiKey !== undefined });
    const words = serverWords(outcome, this.#apiKey);
    if (INPUT_STATUSES.includes(status)) throw new RemoteInputRefusedError(this.location, { status, words });
    if (status < 500 && !FAILURE_STATUSES.includes(status))
      throw new RemoteEncoderRefusedError(operation, this.location, { status, words });
    const asks = retryAfter === undefined ? '' : ` (it asks to come back after: ${retryAfter})`;
    const why = `status ${String(status)} after ${countTries(tries)}: ${words}${asks}`;
    throw new RemoteEncoderUnavailableError(operation, this.location, { why });
  }

  #read<Answer>({ operation, read }: ServerCall<Answer>, text: string): Answer {
    try {
      return read(JSON.parse(text));
    } catch (cause) {
      if (cause instanceof SyntaxError)
        throw new RemoteEncoderAnswerError(operation, this.location, { problem: 'its answer is not JSON', cause });
      if (!(cause instanceof AnswerProblem)) throw cause;
      throw new RemoteEncoderAnswerError(operation, this.location, { problem: cause.message });
    }
  }

  #translate(operation: string, cause: unknown, tries: number): Error {
    if (cause instanceof HttpTimeoutError) {
      const limit = { setting: 'requestTimeoutMs', ms: this.#limits.requestTimeoutMs };
      return new RemoteEncoderTimeoutError(operation, this.location, limit);
    }
    if (cause instanceof ReplyTooLargeError)
      return new RemoteEncoderAnswerError(operation, this.location, { problem: cause.message });
    const why = `${describeCause(cause)} after ${countTries(tries)}`;
    return new RemoteEncoderUnavailableError(operation, this.location, { why, cause });
  }
}

function isTransient(outcome: Outcome): boolean {
  if (!('cause' in outcome)) return TRANSIENT_STATUSES.includes(outcome.status);
  const { cause } = outcome;
  return cause instanceof Error && 'code' in cause && TRANSIENT_CODES.includes(String(cause.code));
}

function describeCause(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const code = 'code' in cause ? String(cause.code) : '';
  // An error of several addresses has no message of its own.
  return cause.message === '' ? code : cause.message;
}

function countTries(tries: number): string {
  return tries === 1 ? '1 try' : `${String(tries)} tries`;
}
