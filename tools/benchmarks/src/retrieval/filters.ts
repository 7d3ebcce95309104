import { compileFilter, type ItemFilter } from '@kindred/catalog';
import { sectionKeysUpwards } from '@kindred/fusion';
import { itemIdOf } from './data/catalogue-stream.ts';
import type { RetrievalCollection } from './data/retrieval-collection.ts';

/** A filter that lets about a share of the collection pass. */
export interface SizedFilter {
  readonly name: string;
  /** Share that was aimed at. */
  readonly share: number;
  readonly filter: ItemFilter;
  /** [items], 1 where the row passes. */
  readonly passes: Uint8Array;
  readonly passing: number;
}

export const SHARES = [0.5, 0.1, 0.01, 0.001];

/**
 * For each share one filter that has nothing to do with looks (items newer than a date), one that has much to do with them
 * (sections, newest items of them) and one in between (a range of prices).
 */
export function buildFilters(collection: RetrievalCollection): SizedFilter[] {
  const summary = summarize(collection);
  return SHARES.flatMap((share) => [
    sized(collection, { name: 'newest', share, filter: newest(summary.createdAt, share) }),
    sized(collection, { name: 'section', share, filter: newestOfSections(collection, summary, share) }),
    sized(collection, { name: 'price', share, filter: middlePrices(summary.prices, collection.items * share) }),
  ]);
}

interface Summary {
  /** [items], milliseconds. */
  readonly createdAt: Float64Array;
  /** Of those that have one, rising. */
  readonly prices: Float64Array;
  /** Paths of all sections and how many items are in or below them. */
  readonly sections: ReadonlyMap<string, { readonly path: readonly string[]; count: number }>;
}

function summarize(collection: RetrievalCollection): Summary {
  const createdAt = new Float64Array(collection.items);
  const prices: number[] = [];
  const sections = new Map<string, { path: readonly string[]; count: number }>();
  for (let row = 0; row < collection.items; row++) {
    const facets = collection.facetsOf(row);
    createdAt[row] = facets.createdAt.getTime();
    if (facets.price !== undefined) prices.push(facets.price.amount);
    const keys = sectionKeysUpwards(facets.section);
    keys.slice(0, -1).forEach((key, up) => {
      const known = sections.get(key);
      if (known !== undefined) known.count += 1;
      else sections.set(key, { path: facets.section.slice(0, facets.section.length - up), count: 1 });
    });
  }
  return { createdAt, prices: Float64Array.from(prices).sort(), sections };
}

/** `wanted` items are strictly newer, but for equal dates. */
function newerThan(times: Float64Array, wanted: number): ItemFilter {
  const sorted = times.slice().sort();
  return { kind: 'createdAfter', date: new Date(sorted[Math.max(0, sorted.length - wanted - 1)]!) };
}

function newest(createdAt: Float64Array, share: number): ItemFilter {
  return newerThan(createdAt, Math.max(1, Math.round(createdAt.length * share)));
}

/** The smallest section that is large enough, else the largest root sections together; of them the newest items. */
function newestOfSections(collection: RetrievalCollection, { sections }: Summary, share: number): ItemFilter {
  const wanted = Math.max(1, Math.round(collection.items * share));
  const rising = [...sections.values()].sort((left, right) => left.count - right.count);
  const enough = rising.find(({ count }) => count >= wanted);
  const roots = rising.filter(({ path }) => path.length === 1).reverse();
  const chosen = enough === undefined ? roots : [enough];
  const filters: ItemFilter[] = [];
  for (let reached = 0; reached < wanted && filters.length < chosen.length;) {
    const { path, count } = chosen[filters.length]!;
    filters.push({ kind: 'section', path });
    reached += count;
  }
  const inSections: ItemFilter = { kind: 'or', filters };
  const matches = compileFilter(inSections);
  const times: number[] = [];
  for (let row = 0; row < collection.items; row++) {
    const facets = collection.facetsOf(row);
    if (matches(itemIdOf(row), facets)) times.push(facets.createdAt.getTime());
  }
  return { kind: 'and', filters: [inSections, newerThan(Float64Array.from(times), wanted)] };
}

/** Many items have the price at either end, so that more than `wanted` pass. */
function middlePrices(prices: Float64Array, wanted: number): ItemFilter {
  const half = Math.round(wanted / 2);
  const middle = Math.floor(prices.length / 2);
  const [min, max] = [prices[Math.max(0, middle - half)]!, prices[Math.min(prices.length - 1, middle + half)]!];
  return { kind: 'price', currency: 'USD', min, max };
}

function sized(collection: RetrievalCollection, given: Pick<SizedFilter, 'name' | 'share' | 'filter'>): SizedFilter {
  const matches = compileFilter(given.filter);
  const passes = new Uint8Array(collection.items);
  let passing = 0;
  for (let row = 0; row < collection.items; row++) {
    if (!matches(itemIdOf(row), collection.facetsOf(row))) continue;
    passes[row] = 1;
    passing += 1;
  }
  return { ...given, passes, passing };
}
