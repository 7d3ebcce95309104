import type { ItemId } from '@kindred/catalog';
import type { RankedItem, SourceComparison } from './preview-report.ts';
import { rankBiasedOverlap } from './rank-biased-overlap.ts';

/** Results are others where the longer list has an item that the other lacks: [a, b, c] and [c, a, x] differ in 1. */
export function compareSource(
  sourceId: ItemId,
  live: readonly RankedItem[],
  draft: readonly RankedItem[],
  persistence: number,
): SourceComparison {
  const ofLive = live.map(({ itemId }) => itemId);
  const ofDraft = draft.map(({ itemId }) => itemId);
  const known = new Set(ofLive);
  const common = ofDraft.filter((id) => known.has(id)).length;
  return {
    sourceId,
    live,
    draft,
    rankOverlap: rankBiasedOverlap(ofLive, ofDraft, persistence),
    changed: Math.max(live.length, draft.length) - common,
  };
}
