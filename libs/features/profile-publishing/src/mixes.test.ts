import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Item } from '@kindred/catalog';
import { makeItem } from '@kindred/catalog/testing';
import { brandMix } from './brand-mix.ts';
import { priceMix, quantile } from './price-mix.ts';

const priced = (amount: number, currency = 'EUR'): Item => makeItem({ id: 'i', price: { amount, currency } });
const branded = (brand?: string): Item => makeItem({ id: 'i', ...(brand === undefined ? {} : { brand }) });
const amounts = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 });

describe('priceMix', () => {
  it('of 10, 20, 40, 80 and 30', () => {
    // Places 0.75, 1.5 and 2.25 of 10, 20, 40, 80: 10 + 0.75·10, 20 + 0.5·20, 40 + 0.25·40.
    expect(
      priceMix(
        [80, 10, 40, 20].map((amount) => priced(amount)),
        [priced(30), makeItem({ id: 'i' })],
      ),
    ).toEqual([
      {
        currency: 'EUR',
        live: { count: 4, lowerQuartile: 17.5, median: 30, upperQuartile: 50 },
        draft: { count: 1, lowerQuartile: 30, median: 30, upperQuartile: 30 },
      },
    ]);
  });

  it('keeps currencies apart, the most frequent first', () => {
    const mix = priceMix([priced(1, 'USD')], [priced(2), priced(3)]);
    expect(mix.map(({ currency, live, draft }) => [currency, live?.median, draft?.median])).toEqual([
      ['EUR', undefined, 2.5],
      ['USD', 1, undefined],
    ]);
    expect(priceMix([makeItem({ id: 'i' })], [])).toEqual([]);
  });

  it('has quantiles that rise with the share, from the least to the greatest value', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(amounts, share, share, (values, one, other) => {
        const ascending = values.toSorted((left, right) => left - right);
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        expect(quantile(ascending, low)).toBeLessThanOrEqual(quantile(ascending, high) + 1e-6);
        expect(quantile(ascending, 0)).toBe(ascending[0]);
        expect(quantile(ascending, 1)).toBe(ascending.at(-1));
      }),
    );
  });

  it('scales with the prices', () => {
    fc.assert(
      fc.property(amounts, fc.double({ min: 0.1, max: 10, noNaN: true }), (values, factor) => {
        const [plain] = priceMix(
          values.map((amount) => priced(amount)),
          [],
        );
        const [scaled] = priceMix(
          values.map((amount) => priced(amount * factor)),
          [],
        );
        const expected = (plain?.live?.median ?? NaN) * factor;
        expect(Math.abs((scaled?.live?.median ?? NaN) - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, expected));
      }),
    );
  });
});

describe('brandMix', () => {
  it('counts spellings together, and results without a brand', () => {
    const live = ['Acme', 'ACME Inc.', 'Acme', undefined].map(branded);
    const draft = ['Acme', 'Globex', 'Globex', 'Globex', 'Initech'].map(branded);
    expect(brandMix(live, draft, 2)).toEqual({
      top: [
        { brand: 'Acme', live: 0.75, draft: 0.2, change: expect.closeTo(-0.55, 12) as number },
        { brand: 'Globex', live: 0, draft: 0.6, change: 0.6 },
      ],
      distinctLive: 1,
      distinctDraft: 3,
      withoutLive: 0.25,
      withoutDraft: 0,
    });
  });

  it('shares all results out between brands and none', () => {
    const brands = fc.array(fc.option(fc.constantFrom('Acme', 'acme', 'Globex', 'Łódź'), { nil: undefined }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(brands, brands, (live, draft) => {
        const { top, withoutLive, withoutDraft } = brandMix(live.map(branded), draft.map(branded), 100);
        const total = (side: 'live' | 'draft') => top.reduce((sum, entry) => sum + entry[side], 0);
        expect(total('live') + withoutLive).toBeCloseTo(1, 9);
        expect(total('draft') + withoutDraft).toBeCloseTo(1, 9);
      }),
    );
    expect(brandMix([], [], 3)).toEqual({
      top: [],
      distinctLive: 0,
      distinctDraft: 0,
      withoutLive: 0,
      withoutDraft: 0,
    });
  });
});
