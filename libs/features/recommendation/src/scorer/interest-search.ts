import type { ItemFilter, Weights } from '@kindred/catalog';
import { NoUsableModalityError, type SearchResult, type SimilaritySearch } from '@kindred/retrieval';
import type { Interest } from '../interests/build-interests.ts';

export interface InterestSearchRequest {
  readonly catalog: string;
  readonly weights: Weights;
  readonly filter?: ItemFilter | undefined;
  readonly exclude: readonly string[];
  readonly limit: number;
  readonly signal?: AbortSignal | undefined;
}

/** Searches by an interest: the weighted mixture of its members' blocks. */
export class InterestSearch {
  readonly #search: SimilaritySearch;

  constructor(search: SimilaritySearch) {
    this.#search = search;
  }

  /** Undefined where the interest has none of the modalities that have a weight. */
  async nearest(interest: Interest, request: InterestSearchRequest): Promise<SearchResult | undefined> {
    const { catalog, weights, exclude, limit, filter, signal } = request;
    const given = {
      catalog,
      weights,
      exclude,
      limit,
      ...(filter === undefined ? {} : { filter }),
      ...(signal === undefined ? {} : { signal }),
    };
    const liked = interest.members.filter(({ weight }) => weight > 0);
    // Dislikes may cancel out what is liked; then the interest goes by what is liked alone.
    for (const members of [interest.members, liked])
      try {
        const sources = members.map(({ blocks, weight }) => ({ kind: 'blocks' as const, blocks, weight }));
        return await this.#search.search({ ...given, sources });
      } catch (error) {
        if (!(error instanceof NoUsableModalityError)) throw error;
      }
    return undefined;
  }
}
