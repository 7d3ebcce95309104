import { compareCodePoints } from '@kindred/catalog';

export interface RelevantItem {
  readonly itemId: string;
  readonly relevance: number;
}

export interface DiversityOptions<Candidate> {
  /** 0: by relevance alone; 1: only as unlike each other as can be. */
  readonly diversity: number;
  readonly limit: number;
  /** In [-1, 1], on the scale of the relevances. */
  readonly similarity: (left: Candidate, right: Candidate) => number;
}

/**
 * Maximal marginal relevance (Carbonell and Goldstein, 1998): takes one after the other the candidate with the greatest
 * (1 - diversity) · relevance - diversity · (greatest similarity to those taken). Ties by id. O(limit · candidates).
 */
export function maximalMarginalRelevance<Candidate extends RelevantItem>(
  candidates: readonly Candidate[],
  { diversity, limit, similarity }: DiversityOptions<Candidate>,
): Candidate[] {
  const left = [...candidates].sort((a, b) => b.relevance - a.relevance || compareCodePoints(a.itemId, b.itemId));
  const closest = new Map<Candidate, number>();
  const taken: Candidate[] = [];
  while (taken.length < limit && left.length > 0) {
    let best = 0;
    let bestValue = -Infinity;
    for (const [index, candidate] of left.entries()) {
      // With nothing taken yet there is nothing to be unlike to.
      const redundancy = closest.get(candidate) ?? 0;
      const value = (1 - diversity) * candidate.relevance - diversity * redundancy;
      if (value > bestValue) [best, bestValue] = [index, value];
    }
    const [next] = left.splice(best, 1);
    if (next === undefined) break;
    taken.push(next);
    for (const candidate of left)
      closest.set(candidate, Math.max(closest.get(candidate) ?? -1, similarity(candidate, next)));
  }
  return taken;
}
