import { dot } from '@kindred/vector-math';
import type { SampledPair } from './pair-sampler.ts';
import { SimilarityMoments } from './similarity-moments.ts';

/** Pairs of one modality, and the block of an item in it. */
export interface ModalitySample {
  readonly modality: string;
  readonly pairs: readonly SampledPair[];
  /** Unit block; undefined where the item truly lacks the modality: its pairs don't count then. */
  readonly blockOf: (itemId: string) => Float32Array | undefined;
}

interface Measured {
  readonly modality: string;
  readonly deviation: number;
  /** How many items the deviation is worth: few where there are few, or where a few rare ones make all of it. */
  readonly evidence: number;
}

/** So many items' worth of doubt pull a modality's spread towards the typical one. */
const DOUBT = 10;

/**
 * Modality → standard deviation of its similarity over the pairs, those within a section counting half (DESIGN §5), rounded
 * to five decimals.
 *
 * Where there is little to measure, the spread is pulled towards the typical one of the catalog, the geometric mean over the
 * modalities (1 where none can be measured):
 * spread² = (e · deviation² + 10 · typical²) / (e + 10), e = items / max(1, kurtosis - 1). The variance of a
 * sample is off by a share of √((kurtosis - 1) / items), so e is how many items of an even spread it is worth. A thousand
 * items with a usual distribution (e ≈ 500) keep their deviation; a modality without pairs, or with one and the same
 * similarity everywhere (a shop of one brand), has e = 0 and gets the typical spread: no weight is lost and none blown up.
 */
export function measureSpreads(samples: readonly ModalitySample[]): Record<string, number> {
  const measured = samples.map(measure);
  const evidence = measured.reduce((sum, one) => sum + one.evidence, 0);
  const logSum = measured.reduce(
    (sum, one) => sum + (one.evidence > 0 ? one.evidence * Math.log(one.deviation) : 0),
    0,
  );
  const typical = evidence > 0 ? Math.exp(logSum / evidence) : 1;
  return Object.fromEntries(
    measured.map((one) => {
      const variance = (one.evidence * one.deviation ** 2 + DOUBT * typical ** 2) / (one.evidence + DOUBT);
      return [one.modality, Math.round(Math.sqrt(variance) * 1e5) / 1e5];
    }),
  );
}

function measure({ modality, pairs, blockOf }: ModalitySample): Measured {
  const moments = new SimilarityMoments();
  const itemIds = new Set<string>();
  for (const { left, right, sharesSection } of pairs) {
    const [leftBlock, rightBlock] = [blockOf(left), blockOf(right)];
    if (leftBlock === undefined || rightBlock === undefined) continue;
    moments.add(dot(leftBlock, rightBlock), sharesSection);
    itemIds.add(left);
  }
  const { deviation, kurtosis } = moments.spread();
  return { modality, deviation, evidence: deviation === 0 ? 0 : itemIds.size / Math.max(1, kurtosis - 1) };
}
