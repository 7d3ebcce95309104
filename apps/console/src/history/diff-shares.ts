import type { WeightMap } from '../state/console-state.ts';
import { weightShares } from '../weights/weight-math.ts';

/** Signed shares of a modality, in whole percent. */
export interface ShareChange {
  readonly modality: string;
  readonly before: number;
  readonly after: number;
}

/** The modalities whose share differs, in the order of `modalities`, then by name. Only shares tell: {1, 1} and {0.5, 0.5} are the same. */
export function diffShares(before: WeightMap, after: WeightMap, modalities: readonly string[]): ShareChange[] {
  const [sharesBefore, sharesAfter] = [weightShares(before), weightShares(after)];
  const others = [...Object.keys(before), ...Object.keys(after)].filter((name) => !modalities.includes(name));
  return [...modalities, ...new Set(others.toSorted())]
    .map((modality) => ({ modality, before: sharesBefore[modality] ?? 0, after: sharesAfter[modality] ?? 0 }))
    .filter((change) => change.before !== change.after);
}
