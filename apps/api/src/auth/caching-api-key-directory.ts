import type { ApiKeyDirectory, ApiKeyGrant } from './api-key-directory.ts';

const MAX_ENTRIES = 1000;

interface Entry {
  readonly grant: Promise<ApiKeyGrant | undefined>;
  readonly until: number;
}

/** Asks the database once per key and `lifetimeMs`; a revoked key therefore works at most that long. */
export class CachingApiKeyDirectory implements ApiKeyDirectory {
  readonly #inner: ApiKeyDirectory;
  readonly #lifetimeMs: number;
  readonly #clock: () => number;
  readonly #entries = new Map<string, Entry>();
  #anyActive: { readonly answer: Promise<boolean>; readonly until: number } | undefined;

  constructor(inner: ApiKeyDirectory, lifetimeMs: number, clock: () => number = Date.now) {
    this.#inner = inner;
    this.#lifetimeMs = lifetimeMs;
    this.#clock = clock;
  }

  find(token: string): Promise<ApiKeyGrant | undefined> {
    const known = this.#entries.get(token);
    if (known !== undefined && known.until > this.#clock()) return known.grant;
    if (this.#entries.size >= MAX_ENTRIES) this.#entries.clear();
    const grant = this.#inner.find(token);
    this.#entries.set(token, { grant, until: this.#clock() + this.#lifetimeMs });
    // A failed look-up is asked again next time.
    grant.catch(() => this.#entries.delete(token));
    return grant;
  }

  hasActive(): Promise<boolean> {
    if (this.#anyActive !== undefined && this.#anyActive.until > this.#clock()) return this.#anyActive.answer;
    const answer = this.#inner.hasActive();
    this.#anyActive = { answer, until: this.#clock() + this.#lifetimeMs };
    answer.catch(() => (this.#anyActive = undefined));
    return answer;
  }
}
