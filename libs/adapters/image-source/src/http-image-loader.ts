import { isIP } from 'node:net';
import type { Agent } from 'undici';
import { ImageUnavailableError, ImageUrlRefusedError } from './errors.ts';
import { createGuardedAgent, type AddressGuard } from './guarded-agent.ts';
import type { HttpPhotoClient } from './http-photo-client.ts';

export interface HttpImageLoaderOptions extends AddressGuard {
  /** Host names that may be read, `*.example.com` for those below; undefined: every host. */
  readonly allowedHosts: readonly string[] | undefined;
  readonly client: HttpPhotoClient;
  readonly connectionsPerHost: number;
}

/** When a load ends at the latest: `signal` is aborted then, in milliseconds since 1970. */
export interface LoadDeadline {
  readonly signal: AbortSignal;
  readonly deadline: number;
  /** Waited for before a body of so many bytes is read. */
  readonly reserve: (bytes: number) => Promise<void>;
}

const MAX_REDIRECTS = 5;

/** Reads photos over HTTP without ever connecting to an address that is not allowed. */
export class HttpImageLoader {
  readonly #options: HttpImageLoaderOptions;
  readonly #agent: Agent;

  constructor(options: HttpImageLoaderOptions) {
    this.#options = options;
    this.#agent = createGuardedAgent(options, options.connectionsPerHost);
  }

  /** @throws ImageSourceError; whatever `signal` was aborted with */
  async load(url: string, until: LoadDeadline): Promise<Uint8Array> {
    let current = url;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const request = { url: this.#allowedUrl(current), shownUrl: url, agent: this.#agent, ...until };
      const answer = await this.#options.client.get(request);
      if ('bytes' in answer) return answer.bytes;
      if (answer.location === undefined || !URL.canParse(answer.location, current))
        throw new ImageUnavailableError(url, 'the server redirects to nowhere');
      current = new URL(answer.location, current).href;
    }
    throw new ImageUnavailableError(url, `it redirects more than ${String(MAX_REDIRECTS)} times`);
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  #allowedUrl(text: string): URL {
    const url = new URL(text);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') {
      throw new ImageUrlRefusedError(text, `it leads to a ${url.protocol} address`);
    }
    const host = url.hostname.replace(/^\[|\]$/gu, '').replace(/\.$/u, '');
    const { allowedHosts, isAllowedAddress } = this.#options;
    if (isIP(host) !== 0 && !isAllowedAddress(host))
      throw new ImageUrlRefusedError(text, `${host} is not a public address`);
    if (allowedHosts !== undefined && !allowedHosts.some((allowed) => matchesHost(host, allowed))) {
      throw new ImageUrlRefusedError(text, `files may not be read from ${host}; add it to the allowed hosts`);
    }
    url.username = '';
    url.password = '';
    url.hash = '';
    return url;
  }
}

function matchesHost(host: string, allowed: string): boolean {
  const pattern = allowed.toLowerCase();
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern;
}
