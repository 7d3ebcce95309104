import type { Item, Money } from '@kindred/catalog';

/** Where the prices of a list of results lie, in the currency's main unit. */
export interface PriceSummary {
  /** Results with a price in that currency; an item that is recommended twice counts twice. */
  readonly count: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
}

export interface PriceMix {
  readonly currency: string;
  /** Absent where nothing has a price in it. */
  readonly live?: PriceSummary;
  readonly draft?: PriceSummary;
}

/** One entry per currency, the most frequent first. Items without a price don't count. */
export function priceMix(live: readonly Item[], draft: readonly Item[]): PriceMix[] {
  const ofLive = amountsByCurrency(live);
  const ofDraft = amountsByCurrency(draft);
  const count = (currency: string) => (ofLive.get(currency)?.length ?? 0) + (ofDraft.get(currency)?.length ?? 0);
  return [...new Set([...ofLive.keys(), ...ofDraft.keys()])]
    .sort((left, right) => count(right) - count(left) || (left < right ? -1 : 1))
    .map((currency) => ({
      currency,
      ...withSummary('live', ofLive.get(currency)),
      ...withSummary('draft', ofDraft.get(currency)),
    }));
}

/**
 * The value below which a share of the values lies, interpolated between neighbours (type 7 of Hyndman and Fan, 1996).
 * @param ascending at least one value. @param share in [0, 1]
 */
export function quantile(ascending: readonly number[], share: number): number {
  const place = (ascending.length - 1) * share;
  const below = ascending[Math.floor(place)] ?? NaN;
  const above = ascending[Math.ceil(place)] ?? NaN;
  return below + (above - below) * (place - Math.floor(place));
}

function amountsByCurrency(items: readonly Item[]): Map<string, number[]> {
  const prices = items.flatMap(({ price }): Money[] => (price === undefined ? [] : [price]));
  const amounts = new Map<string, number[]>();
  for (const { currency, amount } of prices) {
    const own = amounts.get(currency);
    if (own === undefined) amounts.set(currency, [amount]);
    else own.push(amount);
  }
  return amounts;
}

function withSummary(side: 'live' | 'draft', amounts: readonly number[] | undefined): Partial<PriceMix> {
  if (amounts === undefined) return {};
  const ascending = amounts.toSorted((left, right) => left - right);
  const [lowerQuartile, median, upperQuartile] = [0.25, 0.5, 0.75].map((share) => quantile(ascending, share));
  return { [side]: { count: ascending.length, lowerQuartile, median, upperQuartile } };
}
