import type { ItemFilter, Weights } from '@kindred/catalog';
import type { Contribution } from '@kindred/fusion';
import type { Interest } from '../interests/build-interests.ts';
import type { InterestSearch } from './interest-search.ts';

/** A candidate and how near it is to the interest it is nearest to. */
export interface ScoredCandidate {
  readonly itemId: string;
  /** Σ of the contributions. */
  readonly score: number;
  readonly contributions: readonly Contribution[];
  readonly interest: Interest;
}

export interface ScoreRequest {
  readonly catalog: string;
  readonly interests: readonly Interest[];
  readonly weights: Weights;
  readonly filter?: ItemFilter | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Scores every candidate by its weighted fused similarity to the nearest interest, whichever generator found it. */
export class InterestScorer {
  readonly #search: InterestSearch;

  constructor(search: InterestSearch) {
    this.#search = search;
  }

  /** Item id → score; candidates that the vector store doesn't have are left out. Of equally near interests the larger counts. */
  async score(itemIds: readonly string[], request: ScoreRequest): Promise<Map<string, ScoredCandidate>> {
    const best = new Map<string, ScoredCandidate>();
    if (itemIds.length === 0) return best;
    const filter: ItemFilter = { kind: 'ids', anyOf: itemIds };
    const lists = await Promise.all(
      request.interests.map((interest) =>
        this.#search.nearest(interest, { ...request, filter, exclude: [], limit: itemIds.length }),
      ),
    );
    for (const [index, interest] of request.interests.entries())
      for (const { itemId, score, contributions } of lists[index]?.results ?? [])
        if (score > (best.get(itemId)?.score ?? -Infinity))
          best.set(itemId, { itemId, score, contributions, interest });
    return best;
  }
}
