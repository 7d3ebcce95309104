import type { ApiKeyDirectory, ApiKeyGrant } from '../../auth/api-key-directory.ts';

export class InMemoryApiKeys implements ApiKeyDirectory {
  readonly #grants: ReadonlyMap<string, ApiKeyGrant>;

  constructor(grants: Readonly<Record<string, ApiKeyGrant>> = {}) {
    this.#grants = new Map(Object.entries(grants));
  }

  async find(token: string): Promise<ApiKeyGrant | undefined> {
    return this.#grants.get(token);
  }

  async hasActive(): Promise<boolean> {
    return this.#grants.size > 0;
  }
}
