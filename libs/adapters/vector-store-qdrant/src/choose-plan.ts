import { vectorDimension, type SearchPlanName } from '@kindred/vector-store';
import type { QdrantSettings } from './qdrant-settings.ts';
import { weightSum } from './search-body.ts';
import type { CollectionInfo } from './stored-collection.ts';

/** A way to search, with its numbers. */
export interface ChosenPlan {
  readonly name: SearchPlanName;
  readonly oversampling: number;
  readonly prefetchLimit: number;
}

/** Up to here the server has no codes yet, and comparing everything in full costs about what a request costs. */
const SMALL_BYTES = 16 * 1024 * 1024;
export const DEFAULT_OVERSAMPLING = 20;
export const DEFAULT_PREFETCH_LIMIT = 500;
/** Beyond this share of the weights on blocks that items share, many scores differ by less than the codes' error: more are compared in full. */
const MAX_SHARED_WEIGHT = 0.8;
const SHARED_OVERSAMPLING = 5;
/** Beyond this share on a single one of them the score is equal for all that share it, and the codes can't tell the rest apart. */
const MAX_SINGLE_SHARED_WEIGHT = 0.92;
/** A sampled recall below this rules a plan out. */
export const NEEDED_RECALL = 0.99;

/**
 * By the settings, else: exact for a small collection; the union of indexes for shards beyond the scan's limit, where the
 * collection has the indexes and the recall that was sampled doesn't speak against it; else the scan of codes, or exact where
 * the weights are nearly all on one block that many items share.
 */
export function choosePlan(
  info: CollectionInfo,
  settings: Pick<QdrantSettings, 'plan' | 'scanLimit'>,
  weights: readonly number[],
): ChosenPlan {
  const { sample } = info;
  const name = chooseName(info, settings);
  const shared = sharedWeights(info, weights);
  const isBeyondCodes = settings.plan === 'auto' && Math.max(...shared) > MAX_SINGLE_SHARED_WEIGHT;
  const factor = weightSum(shared) > MAX_SHARED_WEIGHT ? SHARED_OVERSAMPLING : 1;
  return {
    name: name === 'quantized-scan' && isBeyondCodes ? 'exact-scan' : name,
    oversampling: factor * (sample?.oversampling ?? DEFAULT_OVERSAMPLING),
    prefetchLimit: sample?.prefetchLimit ?? DEFAULT_PREFETCH_LIMIT,
  };
}

function chooseName(
  info: CollectionInfo,
  { plan, scanLimit }: Pick<QdrantSettings, 'plan' | 'scanLimit'>,
): SearchPlanName {
  const scan = info.quantized ? 'quantized-scan' : 'exact-scan';
  if (plan === 'exact') return 'exact-scan';
  if (plan === 'union' && info.layout === 'indexed') return 'prefetch-union';
  if (plan !== 'auto') return scan;
  if (isSmall(info)) return 'exact-scan';
  if (info.layout === 'scanned') return scan;
  if (info.sample !== undefined) return info.sample.plan === 'quantized-scan' ? scan : info.sample.plan;
  return info.points / info.shards > scanLimit ? 'prefetch-union' : scan;
}

/** Per block that items share, its part of the weights' amounts; 0 for others. */
function sharedWeights({ spec }: CollectionInfo, weights: readonly number[]): number[] {
  const sum = weightSum(weights);
  return weights.map((weight, index) => (spec.blocks[index]?.repeats === true ? Math.abs(weight) / sum : 0));
}

/** Too small for codes to be worth anything. */
export function isSmall({ points, spec }: Pick<CollectionInfo, 'points' | 'spec'>): boolean {
  return 4 * points * vectorDimension(spec) <= SMALL_BYTES;
}
