import { dot } from '@kindred/vector-math';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitLogPriceRanges } from './fit-log-price-ranges.ts';
import { createPriceEncoder } from './price-encoder.ts';

const ranges = { EUR: { low: Math.log(5), high: Math.log(500) }, JPY: { low: Math.log(500), high: Math.log(50_000) } };
const encoder = createPriceEncoder(ranges);
const euros = (amount: number, from = encoder) => from.encode({ price: { amount, currency: 'EUR' }, section: [] })!;
const similarity = (left: number, right: number, from = encoder) => dot(euros(left, from), euros(right, from));
const gaussian = (left: number, right: number) => Math.exp(-((Math.log(left / right) / Math.log(1.5)) ** 2) / 2);
const price = fc.double({ min: 5, max: 500, noNaN: true });

describe('createPriceEncoder', () => {
  it('is exp(-1/2) = 0.607 at a factor of 1.5, exp(-2) = 0.135 at 2.25, and nothing at 20', () => {
    expect(similarity(100, 150)).toBeCloseTo(0.607, 2);
    expect(similarity(100, 225)).toBeCloseTo(0.135, 2);
    expect(Math.abs(similarity(10, 200))).toBeLessThan(0.005);
  });

  it('is the Gaussian kernel within 0.005 for any two prices of the range, symmetric, 1 for equal prices', () => {
    fc.assert(
      fc.property(price, price, (left, right) => {
        expect(Math.abs(similarity(left, right) - gaussian(left, right))).toBeLessThan(0.005);
        expect(similarity(left, right)).toBe(similarity(right, left));
        expect(similarity(left, left)).toBeCloseTo(1, 6);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['one price', 0],
    ['a factor of 3', Math.log(3)],
    ['a factor of 100', Math.log(100)],
    ['a factor of 5,000', Math.log(5000)],
  ])('keeps that tolerance in a range of %s', (_name, width) => {
    const narrow = createPriceEncoder({ EUR: { low: 1, high: 1 + width } });
    for (let step = 0; step <= 40; step++) {
      const [left, right] = [Math.exp(1 + (width * step) / 40), Math.exp(1)];
      expect(Math.abs(similarity(left, right, narrow) - gaussian(left, right))).toBeLessThan(0.005);
    }
  });

  it('falls with the distance of the logarithms, up to a factor of 3', () => {
    const distance = fc.double({ min: 0, max: Math.log(3), noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 5, max: 150, noNaN: true }), distance, distance, (base, one, other) => {
        fc.pre(Math.abs(one - other) > 0.02);
        const [near, far] = [Math.min(one, other), Math.max(one, other)];
        expect(similarity(base, base * Math.exp(near))).toBeGreaterThan(similarity(base, base * Math.exp(far)));
      }),
    );
  });

  it('counts prices beyond the range as its ends', () => {
    expect(similarity(1, 5)).toBeCloseTo(1, 6);
    expect(similarity(9999, 500)).toBeCloseTo(1, 6);
  });

  it('keeps free, missing and other currencies apart', () => {
    expect(similarity(0, 0)).toBe(1);
    expect(similarity(0, 5)).toBe(0);
    const yen = encoder.encode({ price: { amount: 500, currency: 'JPY' }, section: [] })!;
    expect(dot(yen, euros(100))).toBe(0);
    for (const item of [{ section: [] }, { price: { amount: 10, currency: 'USD' }, section: [] }]) {
      expect(encoder.encode(item)).toBeUndefined();
      expect(encoder.inputOf(item)).toBeUndefined();
    }
    expect(encoder.inputOf({ price: { amount: 0, currency: 'USD' }, section: [] })).toBe('free');
    expect(encoder.encode({ price: { amount: 0, currency: 'USD' }, section: [] })).toEqual(euros(0));
  });

  it('names ranges and bandwidth in its identity', () => {
    const swapped = createPriceEncoder({ JPY: ranges.JPY, EUR: ranges.EUR });
    expect(swapped.encoderId).toBe(encoder.encoderId);
    expect(createPriceEncoder(ranges, 2).encoderId).not.toBe(encoder.encoderId);
    expect(createPriceEncoder({ EUR: ranges.EUR }).encoderId).not.toBe(encoder.encoderId);
    // 1 for free; the range of a factor of 100 has σ = π · ln 1.5 / ln 100 = 0.277, so K = ⌈4 / 0.277⌉ = 15.
    expect(encoder.dimension).toBe(1 + 2 * 15 + 2 * 15);
    expect(euros(100)).toHaveLength(encoder.dimension);
    expect(() => createPriceEncoder(ranges, 1)).toThrow(RangeError);
  });
});

describe('fitLogPriceRanges', () => {
  const prices = (amounts: number[], currency = 'EUR') => amounts.map((amount) => ({ amount, currency }));

  it('takes the 1st and 99th percentile of the logarithms: of e⁰ … e¹⁰⁰ they are 1 and 99', () => {
    const amounts = Array.from({ length: 101 }, (_, i) => Math.exp(i));
    expect(fitLogPriceRanges(prices([...amounts.reverse(), 0, 0, NaN]))).toEqual({ EUR: { low: 1, high: 99 } });
  });

  it('reaches a factor of 30 to both sides of a few prices', () => {
    const { EUR } = fitLogPriceRanges(prices([100, 100]));
    expect(Math.exp(EUR!.low)).toBeCloseTo(100 / 30, 3);
    expect(Math.exp(EUR!.high)).toBeCloseTo(3000, 1);
  });

  it('gives the default currency 1 to 5,000 in an empty catalog, and nothing to others', () => {
    expect(fitLogPriceRanges([], { defaultCurrency: 'EUR' })).toEqual({ EUR: { low: 0, high: 8.517193 } });
    expect(fitLogPriceRanges([])).toEqual({});
    expect(createPriceEncoder(fitLogPriceRanges([])).dimension).toBe(1);
  });

  it('keeps the eight most frequent currencies and the default one', () => {
    const given = ['AAA', 'BBB', 'CCC', 'DDD', 'EEE', 'FFF', 'GGG', 'HHH', 'III', 'JJJ'].flatMap((currency, rank) =>
      prices(
        Array.from({ length: rank + 1 }, () => 5),
        currency,
      ),
    );
    const fitted = Object.keys(fitLogPriceRanges(given, { defaultCurrency: 'EUR' }));
    expect(fitted).toEqual(['CCC', 'DDD', 'EEE', 'EUR', 'FFF', 'GGG', 'HHH', 'III', 'JJJ']);
  });
});
