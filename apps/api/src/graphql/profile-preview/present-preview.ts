import type { MovedItems, PreviewReport, RankedItem, SourceComparison } from '@kindred/profile-publishing';
import { ItemType } from '../item/item.type.ts';
import { presentItem } from '../item/present-item.ts';
import type { ComparedResult, ComparedSource, MovedItem, MovedItemsType } from './compared-source.type.ts';
import type { Comparison } from './find-comparison.ts';
import { ProfilePreviewType } from './profile-preview.type.ts';

const MAX_SOURCES = 10;

export interface PreviewPresentation extends Comparison {
  readonly catalog: string;
  readonly limit: number;
  readonly report: PreviewReport;
}

/** Items that were deleted meanwhile are left out. */
export function presentPreview({ catalog, live, draft, limit, report }: PreviewPresentation): ProfilePreviewType {
  const { newItems, lostItems, prices, examples, items, ...figures } = report;
  const itemsOf = (ids: readonly string[]): ItemType[] =>
    ids.flatMap((id) => {
      const item = items.get(id);
      return item === undefined ? [] : [presentItem(item, catalog)];
    });
  return new ProfilePreviewType({
    ...figures,
    live,
    draft,
    limit,
    newItems: presentMoved(newItems, itemsOf),
    lostItems: presentMoved(lostItems, itemsOf),
    prices: prices.map((mix) => ({ currency: mix.currency, live: mix.live ?? null, draft: mix.draft ?? null })),
    examples: examples.flatMap((example) => presentExample(example, itemsOf)),
  });
}

type FindItems = (ids: readonly string[]) => ItemType[];

function presentMoved({ total, top }: MovedItems, itemsOf: FindItems): MovedItemsType {
  return {
    total,
    top: top.flatMap(({ itemId, sourceIds }): MovedItem[] =>
      itemsOf([itemId]).map((item) => ({
        item,
        sourceCount: sourceIds.length,
        sources: itemsOf(sourceIds.slice(0, MAX_SOURCES)),
      })),
    ),
  };
}

function presentExample(
  { sourceId, rankOverlap, changed, live, draft }: SourceComparison,
  itemsOf: FindItems,
): ComparedSource[] {
  return itemsOf([sourceId]).map((source) => ({
    source,
    rankOverlap,
    changed,
    live: presentResults(live, draft, itemsOf),
    draft: presentResults(draft, live, itemsOf),
  }));
}

function presentResults(
  own: readonly RankedItem[],
  other: readonly RankedItem[],
  itemsOf: FindItems,
): ComparedResult[] {
  const otherRanks = new Map(other.map(({ itemId }, index) => [itemId, index + 1]));
  return own.flatMap(({ itemId, score }, index) =>
    itemsOf([itemId]).map((item) => ({ item, score, rank: index + 1, otherRank: otherRanks.get(itemId) ?? null })),
  );
}
