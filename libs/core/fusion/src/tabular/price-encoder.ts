import { normalizeInPlace } from '@kindred/vector-math';
import { compareCodePoints } from '@kindred/catalog';
import type { LayoutStatistics } from '../embedding-layout.ts';
import { createPriceKernel, DEFAULT_BANDWIDTH_FACTOR, writePrice, type PriceKernel } from './price-kernel.ts';
import type { TabularEncoder, TabularItem } from './tabular-encoder.ts';

interface Segment {
  readonly kernel: PriceKernel;
  readonly offset: number;
}

/**
 * Similar price: a Gaussian kernel in log price ({@link createPriceKernel}), one segment of 2K dimensions per fitted
 * currency. The first dimension is for free items (amount 0, whatever the currency): free and free 1, free and
 * priced 0. Prices of two currencies have similarity 0; a currency without a range counts as no price.
 * `bandwidthFactor` > 1.
 */
export function createPriceEncoder(
  ranges: LayoutStatistics['logPriceRanges'],
  bandwidthFactor = DEFAULT_BANDWIDTH_FACTOR,
): TabularEncoder {
  if (!(bandwidthFactor > 1 && Number.isFinite(bandwidthFactor)))
    throw new RangeError(`The bandwidth factor must be above 1, not ${String(bandwidthFactor)}.`);
  const segments = new Map<string, Segment>();
  const identity = ['price', 'log-gaussian', '1', String(bandwidthFactor)];
  let dimension = 1;
  for (const [currency, range] of Object.entries(ranges).sort(([a], [b]) => compareCodePoints(a, b))) {
    const kernel = createPriceKernel(range, bandwidthFactor);
    segments.set(currency, { kernel, offset: dimension });
    dimension += 2 * kernel.amplitudes.length;
    identity.push(`${currency}=${String(range.low)}:${String(range.high)}`);
  }
  const inputOf = ({ price }: TabularItem): string | undefined => {
    if (price === undefined) return undefined;
    if (price.amount === 0) return 'free';
    return segments.has(price.currency) ? `${String(price.amount)} ${price.currency}` : undefined;
  };
  const encode = ({ price }: TabularItem): Float32Array | undefined => {
    if (price === undefined) return undefined;
    const block = new Float32Array(dimension);
    if (price.amount === 0) {
      block[0] = 1;
      return block;
    }
    const segment = segments.get(price.currency);
    if (segment === undefined) return undefined;
    writePrice(segment.kernel, price.amount, block, segment.offset);
    return normalizeInPlace(block);
  };
  return { modality: 'price', dimension, encoderId: identity.join('|'), inputOf, encode };
}
