import { compareCodePoints, type SectionPath } from '@kindred/catalog';
import { sectionKey } from '../section-key.ts';
import { itemRank } from './item-rank.ts';
import { LowestRanked } from './lowest-ranked.ts';

/** Two items whose similarity is looked at. */
export interface SampledPair {
  readonly left: string;
  readonly right: string;
  /** Drawn for having the same section; other pairs are drawn whatever their sections. */
  readonly sharesSection: boolean;
}

export interface PairSamplerOptions {
  readonly seed: number;
  /** Items that begin pairs; default 1,000. */
  readonly maxItems?: number;
}

const DEFAULT_MAX_ITEMS = 1000;
/** Random pairs that each item begins. */
const RANDOM_ROUNDS = 8;
/** Pairs within its section that each item begins. */
const SECTION_ROUNDS = 4;
/** Items kept of every section, in case that few of it are drawn. */
const MATES = 5;

/**
 * Draws pairs of items, half of them from one section, in one pass over a catalog of any size: memory grows with sections, not
 * with items. Which pairs are drawn depends on seed, ids and sections, not on the order in which items are added; an item that
 * comes or goes changes the few pairs that it takes part in, and no others: items are ranked by a hash of their id, and
 * pairs are neighbours on rings that are ordered by further hashes.
 */
export class PairSampler {
  readonly #seed: number;
  readonly #items: LowestRanked;
  /** Section key → the items of that section with the lowest ranks. */
  readonly #sections = new Map<string, LowestRanked>();
  readonly #sectionOf = new Map<string, string>();

  constructor({ seed, maxItems = DEFAULT_MAX_ITEMS }: PairSamplerOptions) {
    this.#seed = seed;
    this.#items = new LowestRanked(maxItems);
  }

  /** Each id once. */
  add(itemId: string, section: SectionPath): void {
    const rank = itemRank(itemId, this.#seed);
    const dropped = this.#items.offer(itemId, rank);
    if (dropped !== itemId) this.#sectionOf.set(itemId, sectionKey(section));
    if (dropped !== undefined) this.#sectionOf.delete(dropped);
    if (section.length === 0) return;
    const key = sectionKey(section);
    const mates = this.#sections.get(key) ?? new LowestRanked(MATES);
    this.#sections.set(key, mates);
    mates.offer(itemId, rank);
  }

  /** Random pairs first, then those within sections. None for fewer than two items. */
  pairs(): SampledPair[] {
    const itemIds = this.#items.sorted();
    if (itemIds.length < 2) return [];
    const random = ringPairs(itemIds, this.#seed, RANDOM_ROUNDS).map((pair) => ({ ...pair, sharesSection: false }));
    const bySection = Map.groupBy(itemIds, (itemId) => this.#sectionOf.get(itemId) ?? '');
    const within = [...bySection].flatMap(([key, own]) => this.#pairsWithin(key, own));
    return [...random, ...within.map((pair) => ({ ...pair, sharesSection: true }))];
  }

  /** Those that `own`, the drawn items of the section, begin; so that a section with one drawn item has pairs too, mates are added. */
  #pairsWithin(key: string, own: readonly string[]): ItemPair[] {
    const mates = this.#sections.get(key)?.sorted() ?? [];
    const pool = new Set([...own, ...mates]);
    if (mates.length === 0 || pool.size < 2) return [];
    const beginning = new Set(own);
    return ringPairs([...pool], this.#seed, SECTION_ROUNDS).filter(({ left }) => beginning.has(left));
  }
}

type ItemPair = Pick<SampledPair, 'left' | 'right'>;

/** Per round each item with the next one on a ring in the order of a hash. At least two items. */
function ringPairs(itemIds: readonly string[], seed: number, rounds: number): ItemPair[] {
  return Array.from({ length: rounds }, (_, round) => {
    const ring = itemIds
      .map((itemId) => ({ itemId, rank: itemRank(itemId, seed + round + 1) }))
      .sort((a, b) => a.rank - b.rank || compareCodePoints(a.itemId, b.itemId));
    return ring.map(({ itemId }, place) => ({ left: itemId, right: ring[(place + 1) % ring.length]!.itemId }));
  }).flat();
}
