import { compareCodePoints, type Item, type ItemId } from '@kindred/catalog';
import { brandMix } from './brand-mix.ts';
import { priceMix } from './price-mix.ts';
import type { Coverage, MovedItems, PreviewReport, RankedItem, SourceComparison } from './preview-report.ts';

const TOP_BRANDS = 10;

export interface ReportInput {
  /** In the order of the sample. */
  readonly comparisons: readonly SourceComparison[];
  readonly skippedIds: readonly ItemId[];
  readonly persistence: number;
  /** Of the sources and results, those that exist. */
  readonly items: ReadonlyMap<ItemId, Item>;
  readonly catalogSize: number;
  /** How many sources to show with both lists. */
  readonly examples: number;
  /** How many new and lost items to name. */
  readonly movedItems: number;
}

export function buildPreviewReport(input: ReportInput): PreviewReport {
  const { comparisons, items, persistence, catalogSize } = input;
  const live = comparisons.flatMap((comparison) => comparison.live);
  const draft = comparisons.flatMap((comparison) => comparison.draft);
  const results = sumOf(comparisons, (entry) => Math.max(entry.live.length, entry.draft.length));
  const changed = sumOf(comparisons, (entry) => entry.changed);
  const itemsOf = (ranked: readonly RankedItem[]) => ranked.flatMap(({ itemId }) => items.get(itemId) ?? []);
  return {
    sources: comparisons.length,
    skippedIds: input.skippedIds,
    changedShare: share(changed, results),
    changedSourceShare: share(comparisons.filter(hasChanged).length, comparisons.length),
    rankOverlap: comparisons.length === 0 ? 1 : sumOf(comparisons, (entry) => entry.rankOverlap) / comparisons.length,
    persistence,
    newItems: movedItems(comparisons, 'draft', 'live', input.movedItems),
    lostItems: movedItems(comparisons, 'live', 'draft', input.movedItems),
    prices: priceMix(itemsOf(live), itemsOf(draft)),
    brands: brandMix(itemsOf(live), itemsOf(draft), TOP_BRANDS),
    liveCoverage: coverage(live, catalogSize),
    draftCoverage: coverage(draft, catalogSize),
    examples: comparisons
      .filter(hasChanged)
      .sort((left, right) => left.rankOverlap - right.rankOverlap)
      .slice(0, input.examples),
    items,
  };
}

/** The order counts too. */
function hasChanged({ live, draft }: SourceComparison): boolean {
  return live.length !== draft.length || live.some(({ itemId }, rank) => draft[rank]?.itemId !== itemId);
}

/** What `to` has and `from` lacks, with the sources where it is so. */
function movedItems(
  comparisons: readonly SourceComparison[],
  to: 'live' | 'draft',
  from: 'live' | 'draft',
  limit: number,
): MovedItems {
  const sources = new Map<ItemId, ItemId[]>();
  for (const comparison of comparisons) {
    const had = new Set(comparison[from].map(({ itemId }) => itemId));
    for (const { itemId } of comparison[to])
      if (!had.has(itemId)) sources.set(itemId, [...(sources.get(itemId) ?? []), comparison.sourceId]);
  }
  const moved = [...sources].map(([itemId, sourceIds]) => ({ itemId, sourceIds }));
  moved.sort(
    (left, right) => right.sourceIds.length - left.sourceIds.length || compareCodePoints(left.itemId, right.itemId),
  );
  return { total: moved.length, top: moved.slice(0, limit) };
}

function coverage(results: readonly RankedItem[], catalogSize: number): Coverage {
  const items = new Set(results.map(({ itemId }) => itemId)).size;
  return { items, share: share(items, catalogSize) };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function sumOf<Entry>(entries: readonly Entry[], valueOf: (entry: Entry) => number): number {
  return entries.reduce((sum, entry) => sum + valueOf(entry), 0);
}
