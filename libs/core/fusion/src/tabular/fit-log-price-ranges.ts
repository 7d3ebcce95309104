import { compareCodePoints, type Money } from '@kindred/catalog';
import type { LayoutStatistics } from '../embedding-layout.ts';
import type { LogPriceRange } from './price-kernel.ts';

/** 1 to 5,000 of the currency, where nothing is known yet. */
const DEFAULT_RANGE: LogPriceRange = { low: 0, high: round(Math.log(5000)) };
/** With fewer prices the range reaches at least a factor of 30 to both sides of the median: more are to come. */
const FEW_PRICES = 20;
const FEW_PRICES_REACH = Math.log(30);
/** Each currency costs up to 48 dimensions; rarer ones count as no price. */
const MAX_CURRENCIES = 8;

export interface FitPricesOptions {
  /** Gets a range even when no price has it yet. ISO 4217. */
  readonly defaultCurrency?: string;
}

/**
 * Per currency the 1st and 99th percentile of ln(price) over the prices above 0, rounded to 6 decimals; the 8 most
 * frequent currencies. Free items and prices that are not finite are left out.
 */
export function fitLogPriceRanges(
  prices: Iterable<Money>,
  { defaultCurrency }: FitPricesOptions = {},
): LayoutStatistics['logPriceRanges'] {
  const logs = new Map<string, number[]>();
  if (defaultCurrency !== undefined) logs.set(defaultCurrency, []);
  for (const { amount, currency } of prices) {
    if (!(amount > 0 && Number.isFinite(amount))) continue;
    const known = logs.get(currency);
    if (known === undefined) logs.set(currency, [Math.log(amount)]);
    else known.push(Math.log(amount));
  }
  const kept = [...logs]
    .sort(([a, left], [b, right]) => right.length - left.length || compareCodePoints(a, b))
    .filter(([currency], rank) => rank < MAX_CURRENCIES || currency === defaultCurrency)
    .sort(([a], [b]) => compareCodePoints(a, b));
  return Object.fromEntries(kept.map(([currency, values]) => [currency, rangeOf(Float64Array.from(values).sort())]));
}

/** `sorted` rises. */
function rangeOf(sorted: Float64Array): LogPriceRange {
  if (sorted.length === 0) return DEFAULT_RANGE;
  let low = percentile(sorted, 0.01);
  let high = percentile(sorted, 0.99);
  if (sorted.length < FEW_PRICES) {
    const median = percentile(sorted, 0.5);
    low = Math.min(low, median - FEW_PRICES_REACH);
    high = Math.max(high, median + FEW_PRICES_REACH);
  }
  return { low: round(low), high: round(high) };
}

/** Linear between the two nearest ranks. */
function percentile(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const lower = sorted[below]!;
  const upper = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return lower + (position - below) * (upper - lower);
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
