import type { SearchPlanName } from '@kindred/vector-store';

/** What a plan found of the exact answers when it was measured on the collection. */
export interface PlanSample {
  /** Points that the collection had then. */
  readonly points: number;
  readonly plan: Exclude<SearchPlanName, 'exact-scan'>;
  /** Lowest mean recall@10 over the sampled queries of any weight vector, 0 to 1. */
  readonly recall: number;
  /** With `quantized-scan`: times as many points are rescored as are asked for. */
  readonly oversampling: number;
  /** With `prefetch-union`: points taken from each index. */
  readonly prefetchLimit: number;
}
