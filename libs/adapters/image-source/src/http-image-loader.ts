import { lookup as dnsLookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, request, type Dispatcher } from 'undici';
import { ImageSourceError, ImageTooLargeError, ImageUnavailableError, ImageUrlRefusedError } from './errors.ts';

export type ResolveHost = (host: string, callback: (error: Error | null, addresses: LookupAddress[]) => void) => void;

export interface HttpImageLoaderOptions {
  /** Host names that may be read, `*.example.com` for those below; undefined: every host. */
  readonly allowedHosts: readonly string[] | undefined;
  readonly isAllowedAddress: (address: string) => boolean;
  readonly resolveHost?: ResolveHost | undefined;
  readonly maxBytes: number;
}

const MAX_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Reads photos over HTTP without ever connecting to an address that is not allowed. */
export class HttpImageLoader {
  readonly #options: HttpImageLoaderOptions;
  readonly #agent: Agent;

  constructor(options: HttpImageLoaderOptions) {
    this.#options = options;
    // The check sits where the connection is made, on the very addresses that are connected to: a name that resolves
    // differently a moment later (DNS rebinding) is checked anew.
    this.#agent = new Agent({ connections: 8, connect: { lookup: this.#lookup, timeout: 5_000 } });
  }

  /** @throws ImageUrlRefusedError, ImageUnavailableError, ImageTooLargeError; whatever `signal` was aborted with */
  async load(url: string, signal: AbortSignal): Promise<Uint8Array> {
    let current = url;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const response = await this.#request(this.#allowedUrl(current), signal);
      const location = response.headers['location'];
      if (!REDIRECTS.has(response.statusCode)) return this.#readBody(response, url, signal);
      response.body.on('error', () => undefined).destroy();
      if (typeof location !== 'string' || !URL.canParse(location, current)) {
        throw new ImageUnavailableError(url, 'the server redirects to nowhere');
      }
      current = new URL(location, current).href;
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
    // Sockets look up names only, so an address in the URL is checked here.
    if (isIP(host) !== 0 && !isAllowedAddress(host))
      throw new ImageUrlRefusedError(text, `${host} is not a public address`);
    if (allowedHosts !== undefined && !allowedHosts.some((allowed) => matchesHost(host, allowed))) {
      throw new ImageUrlRefusedError(text, `photos may not be read from ${host}; add it to the allowed hosts`);
    }
    url.username = '';
    url.password = '';
    return url;
  }

  async #request(url: URL, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    try {
      const headers = { accept: 'image/*', 'accept-encoding': 'identity', 'user-agent': 'kindred' };
      return await request(url, { dispatcher: this.#agent, method: 'GET', headers, signal });
    } catch (error) {
      if (error instanceof ImageSourceError || signal.aborted) throw error;
      throw new ImageUnavailableError(url.href, error instanceof Error ? error.message : String(error), error);
    }
  }

  async #readBody(response: Dispatcher.ResponseData, url: string, signal: AbortSignal): Promise<Uint8Array> {
    const { body, statusCode, headers } = response;
    const { maxBytes } = this.#options;
    const refuse = (error: ImageSourceError): never => {
      body.on('error', () => undefined).destroy();
      throw error;
    };
    if (statusCode !== 200) refuse(new ImageUnavailableError(url, `the server answered ${String(statusCode)}`));
    const announced = Number(headers['content-length'] ?? 0);
    if (announced > maxBytes) refuse(new ImageTooLargeError(`${String(announced)} bytes`, `${String(maxBytes)} bytes`));
    const parts: Uint8Array[] = [];
    let size = 0;
    try {
      for await (const part of body as AsyncIterable<Uint8Array>) {
        size += part.length;
        if (size > maxBytes)
          refuse(new ImageTooLargeError(`more than ${String(maxBytes)} bytes`, `${String(maxBytes)} bytes`));
        parts.push(part);
      }
    } catch (error) {
      if (error instanceof ImageSourceError || signal.aborted) throw error;
      throw new ImageUnavailableError(url, 'the connection broke off', error);
    }
    return Buffer.concat(parts);
  }

  readonly #lookup: LookupFunction = (host, options, callback) => {
    const resolve = this.#options.resolveHost ?? ((name, done) => dnsLookup(name, { all: true }, done));
    resolve(host, (error, addresses) => {
      const refused = addresses?.find(({ address }) => !this.#options.isAllowedAddress(address));
      if (refused !== undefined) {
        callback(
          new ImageUrlRefusedError(host, `it resolves to ${refused.address}, which is not a public address`),
          '',
          0,
        );
        return;
      }
      const [first] = addresses ?? [];
      if (error !== null || first === undefined) callback(error ?? new Error(`${host} has no address`), '', 0);
      else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

function matchesHost(host: string, allowed: string): boolean {
  const pattern = allowed.toLowerCase();
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern;
}
