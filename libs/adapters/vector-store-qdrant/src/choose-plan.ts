import { vectorDimension, type SearchPlanName } from '@kindred/vector-store';
import type { QdrantSettings } from './qdrant-settings.ts';
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
/** A sampled recall below this rules a plan out. */
export const NEEDED_RECALL = 0.99;

/**
 * By the settings, else: exact for a small collection; the union of indexes for shards beyond the scan's limit, where the
 * collection has the indexes and the recall that was sampled doesn't speak against it; else the scan of codes.
 */
export function choosePlan(info: CollectionInfo, settings: Pick<QdrantSettings, 'plan' | 'scanLimit'>): ChosenPlan {
  const { sample } = info;
  const numbers = {
    oversampling: sample?.oversampling ?? DEFAULT_OVERSAMPLING,
    prefetchLimit: sample?.prefetchLimit ?? DEFAULT_PREFETCH_LIMIT,
  };
  return { name: chooseName(info, settings), ...numbers };
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

/** Too small for codes to be worth anything. */
export function isSmall({ points, spec }: Pick<CollectionInfo, 'points' | 'spec'>): boolean {
  return 4 * points * vectorDimension(spec) <= SMALL_BYTES;
}
