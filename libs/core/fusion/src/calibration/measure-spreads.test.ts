import fc from 'fast-check';
import { createSeededRandom, randomUnitVector } from '@kindred/vector-math';
import { describe, expect, it } from 'vitest';
import { measureSpreads, type ModalitySample } from './measure-spreads.ts';
import { PairSampler, type SampledPair } from './pair-sampler.ts';

/** Unit vectors whose dot products with [1, 0] are the similarities: item `i` pairs with `query`. */
function sampleOf(modality: string, similarities: readonly number[], sharesSection = false): ModalitySample {
  const blocks = new Map([['query', Float32Array.of(1, 0)]]);
  const pairs = similarities.map((similarity, index): SampledPair => {
    blocks.set(`i${String(index)}`, Float32Array.of(similarity, Math.sqrt(1 - similarity ** 2)));
    return { left: `i${String(index)}`, right: 'query', sharesSection };
  });
  return { modality, pairs, blockOf: (itemId) => blocks.get(itemId) };
}

const repeated = (values: readonly number[], times: number) => Array.from({ length: times }, () => values).flat();

/** Items of brands with the given shares, through the sampler, as a layout is fitted. */
function brandSpread(count: number, brandOf: (n: number) => number): number {
  const codes = Array.from({ length: 8 }, (_, brand) => Float32Array.from({ length: 8 }, (_, d) => +(d === brand)));
  const blocks = new Map(Array.from({ length: count }, (_, n) => [`i${String(n)}`, codes[brandOf(n)]!]));
  const sampler = new PairSampler({ seed: 1 });
  for (const id of blocks.keys()) sampler.add(id, ['A']);
  const brand = { modality: 'brand', pairs: sampler.pairs(), blockOf: (id: string) => blocks.get(id) };
  return measureSpreads([sampleOf('text', repeated([0.1, 0.5], 500)), brand])['brand']!;
}

describe('measureSpreads', () => {
  it('is the standard deviation: .2 and .8 → 0.3; .4 and .6 → 0.1; nearly, for 2,000 items are worth 2,000', () => {
    // Kurtosis 1, so e = 2000 each. Typical: √(0.3 · 0.1) = 0.173; (2000 · 0.09 + 10 · 0.03) / 2010 = 0.0897 = 0.29950²,
    // (2000 · 0.01 + 10 · 0.03) / 2010 = 0.01010 = 0.10050².
    const spreads = measureSpreads([
      sampleOf('price', repeated([0.2, 0.8], 1000)),
      sampleOf('text', repeated([0.4, 0.6], 1000)),
    ]);
    expect(spreads['price']).toBeCloseTo(0.2995, 4);
    expect(spreads['text']).toBeCloseTo(0.1005, 4);
  });

  it('counts pairs within sections half, however few: .2, .2, .2 and 1 → mean 0.6, deviation 0.4', () => {
    const random = sampleOf('section', repeated([0.2], 3000));
    const within = sampleOf('section', repeated([1], 1000), true);
    const blockOf = (id: string) => (id.startsWith('w') ? within.blockOf(id.slice(1)) : random.blockOf(id));
    const renamed = within.pairs.map((pair) => ({ ...pair, left: `w${pair.left}`, right: `w${pair.right}` }));
    const pairs = [...random.pairs, ...renamed];
    expect(measureSpreads([{ modality: 'section', pairs, blockOf }])).toEqual({ section: 0.4 });
  });

  it('leaves out pairs in which an item lacks the modality', () => {
    const sample = sampleOf('image', repeated([0.5, 0.7], 1000));
    const [first] = sample.pairs;
    const pairs = [...sample.pairs, { ...first!, left: 'no photo' }, { ...first!, right: 'no photo' }];
    expect(measureSpreads([{ ...sample, pairs }])).toEqual(measureSpreads([sample]));
  });

  it('gives 1 to all where nothing can be measured', () => {
    expect(measureSpreads([sampleOf('image', []), sampleOf('brand', [1, 1, 1])])).toEqual({ image: 1, brand: 1 });
    expect(measureSpreads([])).toEqual({});
  });

  it('gives the typical spread to a modality without pairs, or with one similarity everywhere', () => {
    const spreads = measureSpreads([
      sampleOf('text', repeated([0.2, 0.8], 1000)),
      sampleOf('brand', repeated([1], 1000)),
      sampleOf('color', []),
    ]);
    expect(spreads).toEqual({ text: 0.3, brand: 0.3, color: 0.3 });
  });

  it('pulls what few items say towards the typical: 10 items count as much as the doubt', () => {
    // e = 10 and 1000. Typical: exp((10 ln 0.4 + 1000 ln 0.1) / 1010) = 0.10138; (10 · 0.16 + 10 · 0.01028) / 20 = 0.0851 = 0.2918².
    const spreads = measureSpreads([
      sampleOf('price', repeated([0.1, 0.9], 5)),
      sampleOf('text', repeated([0.4, 0.6], 500)),
    ]);
    expect(spreads['price']).toBeCloseTo(0.2918, 4);
  });

  it('does not let one odd item shake a shop of one brand, and believes many', () => {
    const one = brandSpread(400, () => 0);
    expect(one).toBeCloseTo(0.2, 4);
    expect(Math.abs(brandSpread(400, (n) => +(n === 7)) / one - 1)).toBeLessThan(0.15);
    // Two brands of equal size: half of the pairs have similarity 1, half 0.
    expect(brandSpread(400, (n) => n % 2)).toBeCloseTo(0.5, 1);
  });

  it('is always above 0 and at most 1', () => {
    const similarities = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { maxLength: 30 });
    fc.assert(
      fc.property(fc.array(similarities, { minLength: 1, maxLength: 5 }), (all) => {
        const spreads = Object.values(measureSpreads(all.map((values, m) => sampleOf(`m${String(m)}`, values))));
        for (const spread of spreads) {
          expect(spread).toBeGreaterThan(0);
          expect(spread).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('moves little when one of 300 items goes', () => {
    const random = createSeededRandom(5);
    const blocks = new Map(
      Array.from(
        { length: 300 },
        (_, n) => [`item-${String(n)}`, randomUnitVector(random, 6)] as [string, Float32Array],
      ),
    );
    const spreadWithout = (gone: string) => {
      const sampler = new PairSampler({ seed: 1 });
      for (const id of blocks.keys()) if (id !== gone) sampler.add(id, ['S', String(id.length)]);
      return measureSpreads([{ modality: 'text', pairs: sampler.pairs(), blockOf: (id) => blocks.get(id) }])['text']!;
    };
    const whole = spreadWithout('');
    // Uniform on the sphere of six dimensions: 1/√6 = 0.408.
    expect(whole).toBeCloseTo(0.408, 1);
    for (const id of blocks.keys()) expect(Math.abs(spreadWithout(id) / whole - 1)).toBeLessThan(0.02);
  });
});
