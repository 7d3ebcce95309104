import { compareCodePoints, normalizeBrand, type Item } from '@kindred/catalog';

/** How much of the results a brand has; an item that is recommended twice counts twice. */
export interface BrandShare {
  /** Its most frequent spelling. */
  readonly brand: string;
  /** Share of all results, those without a brand included, in [0, 1]. */
  readonly live: number;
  readonly draft: number;
  readonly change: number;
}

export interface BrandMix {
  /** Those with the greatest share on either side, greatest first, ties by name. */
  readonly top: readonly BrandShare[];
  readonly distinctLive: number;
  readonly distinctDraft: number;
  /** Share of results without a brand. */
  readonly withoutLive: number;
  readonly withoutDraft: number;
}

interface BrandCount {
  readonly spellings: Map<string, number>;
  live: number;
  draft: number;
}

/** Spellings of one brand count together. */
export function brandMix(live: readonly Item[], draft: readonly Item[], limit: number): BrandMix {
  const counts = new Map<string, BrandCount>();
  const withoutLive = countInto(counts, live, 'live');
  const withoutDraft = countInto(counts, draft, 'draft');
  const share = (count: number, of: readonly Item[]) => (of.length === 0 ? 0 : count / of.length);
  const all = [...counts.values()].map((count): BrandShare => {
    const [before, after] = [share(count.live, live), share(count.draft, draft)];
    return { brand: mostFrequent(count.spellings), live: before, draft: after, change: after - before };
  });
  const greatest = (entry: BrandShare) => Math.max(entry.live, entry.draft);
  return {
    top: all
      .sort((left, right) => greatest(right) - greatest(left) || compareCodePoints(left.brand, right.brand))
      .slice(0, limit),
    distinctLive: [...counts.values()].filter((count) => count.live > 0).length,
    distinctDraft: [...counts.values()].filter((count) => count.draft > 0).length,
    withoutLive: share(withoutLive, live),
    withoutDraft: share(withoutDraft, draft),
  };
}

/** Returns how many have no brand. */
function countInto(counts: Map<string, BrandCount>, items: readonly Item[], side: 'live' | 'draft'): number {
  let without = 0;
  for (const { brand } of items) {
    if (brand === undefined) {
      without += 1;
      continue;
    }
    const key = normalizeBrand(brand);
    const count = counts.get(key) ?? { spellings: new Map<string, number>(), live: 0, draft: 0 };
    count[side] += 1;
    count.spellings.set(brand, (count.spellings.get(brand) ?? 0) + 1);
    counts.set(key, count);
  }
  return without;
}

function mostFrequent(spellings: ReadonlyMap<string, number>): string {
  const [first] = [...spellings].sort((left, right) => right[1] - left[1] || compareCodePoints(left[0], right[0]));
  return first?.[0] ?? '';
}
