import type { Agent, Dispatcher } from 'undici';
import { ImageSourceError, ImageUnavailableError } from './errors.ts';
import type { HostGates } from './host-gates.ts';
import type { MediaKind } from './media-kind.ts';
import type { CachedPhoto, PhotoCache } from './photo-cache.ts';
import { discardBody, readBody, type BodyLimits } from './read-body.ts';
import { readRetryAfter, retryDelayMs } from './retry-delay.ts';
import type { Timers } from './timers.ts';
import { connectionProblem, isTransientStatus, TransientFailure } from './transient-failure.ts';

export interface HttpPhotoClientOptions {
  readonly limits: BodyLimits;
  readonly media: MediaKind;
  readonly gates: HostGates;
  readonly timers: Timers;
  /** Tries of one request, the first included. */
  readonly tries: number;
  readonly cache?: PhotoCache | undefined;
}

export interface PhotoRequest {
  readonly url: URL;
  /** What messages name. */
  readonly shownUrl: string;
  readonly agent: Agent;
  /** Made anew for each try. */
  readonly headers?: () => Promise<Readonly<Record<string, string>>>;
  /** What the server's refusal means; undefined: its number is told. */
  readonly explain?: (status: number, headers: Dispatcher.ResponseData['headers']) => string | undefined;
  readonly signal: AbortSignal;
  /** When `signal` will be aborted, in milliseconds since 1970. */
  readonly deadline: number;
  /** Waited for before a body of so many bytes is read. */
  readonly reserve: (bytes: number) => Promise<void>;
}

/** The bytes of a photo, or where the server says it is. */
export type PhotoAnswer = { readonly bytes: Uint8Array } | { readonly location: string | undefined };

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** One GET for a photo: in turn with others of its host, tried again, and asked of the cache first. */
export class HttpPhotoClient {
  readonly #options: HttpPhotoClientOptions;

  constructor(options: HttpPhotoClientOptions) {
    this.#options = options;
  }

  /** @throws ImageSourceError; whatever `signal` was aborted with */
  async get(request: PhotoRequest): Promise<PhotoAnswer> {
    const { cache, gates, tries } = this.#options;
    const cached = await cache?.find(request.url.href);
    for (let failures = 1; ; failures++) {
      try {
        return await gates.run(request.url.host, request.signal, () => this.#try(request, cached));
      } catch (error) {
        if (!(error instanceof TransientFailure)) throw error;
        await this.#waitAfter(error, { request, failures, isLast: failures >= tries });
      }
    }
  }

  /** @throws ImageUnavailableError where there is no time or no try left */
  async #waitAfter(
    failure: TransientFailure,
    { request, failures, isLast }: { request: PhotoRequest; failures: number; isLast: boolean },
  ): Promise<void> {
    const { timers } = this.#options;
    const { reason, retryAfterMs } = failure;
    const giveUp = (why: string) => new ImageUnavailableError(request.shownUrl, why, failure);
    if (isLast) throw failures === 1 ? failure : giveUp(`${reason}, ${String(failures)} times in a row`);
    const delay = retryDelayMs(failures, timers.random(), retryAfterMs);
    if (timers.now() + delay >= request.deadline) {
      const asked = retryAfterMs === undefined ? '' : ` and asks to wait ${String(Math.ceil(retryAfterMs / 1000))} s`;
      throw giveUp(`${reason}${asked}, and no time is left to try again`);
    }
    await timers.wait(delay, request.signal);
  }

  async #try(request: PhotoRequest, cached: CachedPhoto | undefined): Promise<PhotoAnswer> {
    const { shownUrl, explain, signal } = request;
    const response = await this.#send(request, cached);
    const { statusCode, headers, body } = response;
    if (statusCode === 200) return { bytes: await this.#readPhoto(response, request) };
    if (statusCode === 304 && cached !== undefined) {
      await body.dump({ limit: 1024, signal });
      await request.reserve(cached.bytes.length);
      return { bytes: cached.bytes };
    }
    discardBody(body);
    const { location } = headers;
    const reason = explain?.(statusCode, headers);
    if (reason === undefined && REDIRECTS.has(statusCode))
      return { location: typeof location === 'string' ? location : undefined };
    const told = reason ?? `the server answered ${String(statusCode)}`;
    if (!isTransientStatus(statusCode)) throw new ImageUnavailableError(shownUrl, told);
    const retryAfterMs = readRetryAfter(headers['retry-after'], this.#options.timers.now());
    throw new TransientFailure(shownUrl, told, { retryAfterMs });
  }

  async #send(request: PhotoRequest, cached: CachedPhoto | undefined): Promise<Dispatcher.ResponseData> {
    const { url, agent, signal, shownUrl } = request;
    const headers: Record<string, string> = {
      accept: this.#options.media.accept,
      'accept-encoding': 'identity',
      'user-agent': 'kindred',
      ...(cached?.etag === undefined ? {} : { 'if-none-match': cached.etag }),
      ...(cached?.lastModified === undefined ? {} : { 'if-modified-since': cached.lastModified }),
      ...(await request.headers?.()),
    };
    const { origin, pathname, search } = url;
    try {
      return await agent.request({ origin, path: pathname + search, method: 'GET', headers, signal });
    } catch (error) {
      if (error instanceof ImageSourceError || signal.aborted) throw error;
      const { reason, isTransient } = connectionProblem(error);
      if (isTransient) throw new TransientFailure(shownUrl, reason, { cause: error });
      throw new ImageUnavailableError(shownUrl, reason, error);
    }
  }

  async #readPhoto(response: Dispatcher.ResponseData, request: PhotoRequest): Promise<Uint8Array> {
    const { headers, body } = response;
    const encoding = headers['content-encoding'] ?? 'identity';
    if (encoding !== 'identity') {
      discardBody(body);
      // Nobody asked for it, photos don't get smaller by it, and it is how a small body becomes an endless one.
      throw new ImageUnavailableError(
        request.shownUrl,
        `the server sends it compressed (${String(encoding).slice(0, 20)}), which it must not be`,
      );
    }
    const bytes = await readBody(response, this.#options.limits, request);
    this.#options.media.check(bytes);
    await this.#keep(request.url.href, bytes, headers);
    return bytes;
  }

  async #keep(address: string, bytes: Uint8Array, headers: Dispatcher.ResponseData['headers']): Promise<void> {
    const { etag, 'last-modified': lastModified, 'cache-control': control = '' } = headers;
    if (/\bno-store\b/iu.test(String(control))) return;
    const validators = {
      ...(typeof etag === 'string' ? { etag } : {}),
      ...(typeof lastModified === 'string' ? { lastModified } : {}),
    };
    if (Object.keys(validators).length > 0) await this.#options.cache?.save(address, { bytes, ...validators });
  }
}
