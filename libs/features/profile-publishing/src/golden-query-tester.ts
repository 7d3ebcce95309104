import {
  ItemNotFoundError,
  type GoldenQuery,
  type GoldenQueryRepository,
  type ItemId,
  type ItemRepository,
  type Weights,
} from '@kindred/catalog';
import { NoUsableModalityError, WORDS_LACK_PHOTOS, type SimilaritySearch } from '@kindred/retrieval';
import { GoldenQueryUntestableError } from './errors.ts';
import type { GoldenQueryOutcome, GoldenQueryRun } from './golden-query-outcome.ts';
import type { SearchGate } from './search-gate.ts';

export interface GoldenQueryTesterOptions {
  readonly search: Pick<SimilaritySearch, 'search'>;
  readonly items: Pick<ItemRepository, 'findMany'>;
  readonly goldenQueries: Pick<GoldenQueryRepository, 'list'>;
  readonly gate: SearchGate;
}

export interface GoldenTestRequest {
  readonly catalog: string;
  /** Those about it and about all profiles are tried; absent: those about all profiles. */
  readonly profile?: string;
  /** Those about other profiles are tried too; default: no. */
  readonly allProfiles?: boolean;
  readonly live: Weights;
  readonly draft: Weights;
  readonly signal?: AbortSignal;
}

/** Tries golden queries with what is live and with a draft. */
export class GoldenQueryTester {
  readonly #options: GoldenQueryTesterOptions;

  constructor(options: GoldenQueryTesterOptions) {
    this.#options = options;
  }

  /**
   * By name; two searches each.
   *
   * @throws InvalidWeightsError, LayoutNotFoundError, GoldenQueryUntestableError while words can't be compared with photos, and
   * what stores and models throw
   */
  async test(request: GoldenTestRequest): Promise<GoldenQueryOutcome[]> {
    const { catalog, profile, allProfiles = false } = request;
    const all = await this.#options.goldenQueries.list(catalog, allProfiles ? undefined : profile);
    const queries = all.filter((query) => allProfiles || query.profile === undefined || query.profile === profile);
    const runs = await Promise.all(
      queries.map(async (query) => ({
        query,
        live: await this.#run(request, query, request.live),
        draft: await this.#run(request, query, request.draft),
      })),
    );
    const known = await this.#options.items.findMany(catalog, runs.flatMap(missedIds));
    return runs.map((run) => ({
      ...run,
      broken: run.live.passes && !run.draft.passes,
      unknownItemIds: missedIds(run).filter((id) => !known.has(id)),
    }));
  }

  async #run(
    { catalog, signal }: GoldenTestRequest,
    { name, source, expectedItemIds, limit }: GoldenQuery,
    weights: Weights,
  ): Promise<GoldenQueryRun> {
    const request = { catalog, sources: [{ ...source, weight: 1 }], weights, limit };
    try {
      const { results, notes } = await this.#options.gate.run(
        () => this.#options.search.search(signal === undefined ? request : { ...request, signal }),
        signal,
      );
      if (notes.some(({ reason }) => reason === WORDS_LACK_PHOTOS))
        throw new GoldenQueryUntestableError(name, WORDS_LACK_PHOTOS);
      const ranks = new Map(results.map(({ itemId }, index) => [itemId, index + 1]));
      const found = expectedItemIds.map((id) => ranks.get(id) ?? null);
      return { passes: !found.includes(null), ranks: found };
    } catch (error) {
      if (!(error instanceof NoUsableModalityError || error instanceof ItemNotFoundError)) throw error;
      if (error instanceof NoUsableModalityError && error.why === WORDS_LACK_PHOTOS)
        throw new GoldenQueryUntestableError(name, WORDS_LACK_PHOTOS);
      return { passes: false, ranks: expectedItemIds.map(() => null), problem: error.message };
    }
  }
}

/** Expected items that were missed on either side. */
function missedIds({ query, live, draft }: Pick<GoldenQueryOutcome, 'query' | 'live' | 'draft'>): ItemId[] {
  return query.expectedItemIds.filter((_id, index) => live.ranks[index] === null || draft.ranks[index] === null);
}
