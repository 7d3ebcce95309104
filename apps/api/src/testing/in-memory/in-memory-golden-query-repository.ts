import {
  type GoldenQuery,
  type GoldenQueryInput,
  type GoldenQueryRepository,
  MAX_GOLDEN_QUERIES,
  ProfileNotFoundError,
  TooManyGoldenQueriesError,
} from '@kindred/catalog';
import type { InMemoryProfileRepository } from './in-memory-profile-repository.ts';

const DATE = new Date('2026-01-01T00:00:00Z');

export class InMemoryGoldenQueryRepository implements GoldenQueryRepository {
  readonly #profiles: InMemoryProfileRepository;
  readonly #queries = new Map<string, GoldenQuery>();

  constructor(profiles: InMemoryProfileRepository) {
    this.#profiles = profiles;
  }

  async list(catalog: string, profile?: string): Promise<GoldenQuery[]> {
    return [...this.#queries]
      .filter(([key]) => key.startsWith(`${catalog}\n`))
      .map(([, query]) => query)
      .filter((query) => profile === undefined || query.profile === undefined || query.profile === profile)
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  async find(catalog: string, name: string): Promise<GoldenQuery | undefined> {
    return this.#queries.get(`${catalog}\n${name}`);
  }

  async save(catalog: string, query: GoldenQueryInput): Promise<GoldenQuery> {
    if (query.profile !== undefined && (await this.#profiles.find(catalog, query.profile)) === undefined)
      throw new ProfileNotFoundError(catalog, query.profile);
    const key = `${catalog}\n${query.name}`;
    if (!this.#queries.has(key) && (await this.list(catalog)).length >= MAX_GOLDEN_QUERIES)
      throw new TooManyGoldenQueriesError(catalog, MAX_GOLDEN_QUERIES);
    const saved = { ...query, createdAt: DATE, updatedAt: DATE };
    this.#queries.set(key, saved);
    return saved;
  }

  async delete(catalog: string, name: string): Promise<boolean> {
    return this.#queries.delete(`${catalog}\n${name}`);
  }
}
