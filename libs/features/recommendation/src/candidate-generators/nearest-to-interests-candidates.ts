import type { InterestSearch } from '../scorer/interest-search.ts';
import type { CandidateGenerator, CandidateRequest } from './candidate-generator.ts';

/** What is most similar to what the shopper had to do with, a part for each interest. */
export class NearestToInterestsCandidates implements CandidateGenerator {
  readonly name = 'NEAREST_TO_INTERESTS';
  readonly #search: InterestSearch;

  constructor(search: InterestSearch) {
    this.#search = search;
  }

  /** Each interest names its nearest `limit`; the union is ordered by rank, then by the interests' shares. */
  async findCandidates(request: CandidateRequest): Promise<string[]> {
    const exclude = [...request.exclude];
    const found = await Promise.all(
      request.interests.map((interest) => this.#search.nearest(interest, { ...request, exclude })),
    );
    const lists = found.map((result) => (result?.results ?? []).map(({ itemId }) => itemId));
    const ids = Array.from({ length: request.limit }, (_, rank) => lists.flatMap((list) => list[rank] ?? []));
    return [...new Set(ids.flat())];
  }
}
