import { dot } from '@kindred/vector-math';
import type { SampledPair } from './pair-sampler.ts';
import { SimilarityMoments } from './similarity-moments.ts';

/** Pairs of items, and the unit vectors that are compared; undefined where an item truly lacks one: its pairs don't count then. */
export interface ComparedPairs {
  readonly pairs: readonly SampledPair[];
  readonly leftOf: (itemId: string) => Float32Array | undefined;
  readonly rightOf: (itemId: string) => Float32Array | undefined;
}

export interface PairEvidence {
  /** Standard deviation of the similarity; 0 where nothing can be measured. */
  readonly deviation: number;
  /** How many items the deviation is worth: few where there are few, or where a few rare ones make all of it; 0 for no deviation. */
  readonly evidence: number;
}

/** So many items' worth of doubt pull a measured spread towards what is expected of it. */
export const DOUBT = 10;

/** The variance of a sample is off by a share of √((kurtosis - 1) / items), so evidence = items / max(1, kurtosis - 1). */
export function measurePairs({ pairs, leftOf, rightOf }: ComparedPairs): PairEvidence {
  const moments = new SimilarityMoments();
  const itemIds = new Set<string>();
  for (const { left, right, sharesSection } of pairs) {
    const [leftVector, rightVector] = [leftOf(left), rightOf(right)];
    if (leftVector === undefined || rightVector === undefined) continue;
    moments.add(dot(leftVector, rightVector), sharesSection);
    itemIds.add(left);
  }
  const { deviation, kurtosis } = moments.spread();
  return { deviation, evidence: deviation === 0 ? 0 : itemIds.size / Math.max(1, kurtosis - 1) };
}
