import { DOUBT, measurePairs, type PairEvidence } from './pair-evidence.ts';
import type { SampledPair } from './pair-sampler.ts';

/** Pairs of one modality, and the block of an item in it. */
export interface ModalitySample {
  readonly modality: string;
  readonly pairs: readonly SampledPair[];
  /** Unit block; undefined where the item truly lacks the modality: its pairs don't count then. */
  readonly blockOf: (itemId: string) => Float32Array | undefined;
}

interface Measured extends PairEvidence {
  readonly modality: string;
}

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
  return { modality, ...measurePairs({ pairs, leftOf: blockOf, rightOf: blockOf }) };
}
