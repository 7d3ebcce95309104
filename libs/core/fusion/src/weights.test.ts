import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contributions } from './contributions.ts';
import { effectiveWeights, weightsInOrder } from './effective-weights.ts';
import { InvalidWeightsError } from './errors.ts';
import { parseWeights } from './parse-weights.ts';

const modalities = ['image', 'text', 'price', 'brand', 'section'];
const arbitraryWeights = fc.dictionary(fc.constantFrom(...modalities), fc.double({ min: -1, max: 1, noNaN: true }), {
  minKeys: 1,
});
const arbitrarySpreads = fc.dictionary(fc.constantFrom(...modalities), fc.double({ min: 0, max: 3, noNaN: true }));

describe('parseWeights', () => {
  it('takes what is right', () => {
    expect(parseWeights({ image: 0.7, price: -1, text: 0 }, modalities)).toEqual({ image: 0.7, price: -1, text: 0 });
  });

  it('names every problem', () => {
    const bad = { colour: 1, image: NaN, text: 1.5, price: '1', brand: Object.create(null) as unknown };
    expect(() => parseWeights(bad, ['image', 'text', 'price', 'brand'])).toThrow(
      "The weights are invalid: 'colour' is no modality of this catalog, which has image, text, price, brand; " +
        "'image' must be a finite number, it is NaN; 'text' must be from -1 to 1, it is 1.5; " +
        "'price' must be a finite number, it is '1'; 'brand' must be a finite number, it is no number at all.",
    );
  });

  it.each([[{}], [{ image: 0, text: -0 }]])('refuses %j, by which nothing can be ranked', (record) => {
    expect(() => parseWeights(record, ['image', 'text'])).toThrow(
      'The weights are invalid: all are 0; give at least one of image, text a weight.',
    );
  });

  it('knows no inherited names', () => {
    expect(() => parseWeights({ constructor: 1 }, modalities)).toThrow(InvalidWeightsError);
    expect(weightsInOrder({ image: 1 }, ['constructor', 'image'])).toEqual([0, 1]);
  });
});

describe('effectiveWeights', () => {
  it('drops what the query lacks and scales the rest: 0.6 / 0.8 and 0.2 / 0.8', () => {
    const result = effectiveWeights({ image: 0.6, price: 0.2, brand: 0.2, text: 0 }, {}, ['image', 'price', 'text']);
    expect(result.weights['image']).toBeCloseTo(0.75, 12);
    expect(result.weights['price']).toBeCloseTo(0.25, 12);
    expect(Object.keys(result.weights)).toEqual(['image', 'price']);
    expect(result.dropped).toEqual([
      { modality: 'brand', weight: 0.2, reason: 'The query has no brand to compare with.' },
    ]);
  });

  it('divides by the spread: 0.5 / 0.1 = 5 and -0.5 / 0.4 = -1.25, of 6.25 together: 0.8 and -0.2', () => {
    const { weights } = effectiveWeights({ image: 0.5, text: -0.5 }, { image: 0.1, text: 0.4 }, modalities);
    expect(weights['image']).toBeCloseTo(0.8, 12);
    expect(weights['text']).toBeCloseTo(-0.2, 12);
  });

  it('leaves nothing where the query has nothing', () => {
    expect(effectiveWeights({ brand: 1 }, {}, ['text']).weights).toEqual({});
  });

  it('adds up to 1, keeps signs, and is the same for weights that are all scaled', () => {
    fc.assert(
      fc.property(arbitraryWeights, arbitrarySpreads, (weights, spreads) => {
        fc.pre(Object.values(weights).some((weight) => Math.abs(weight) > 1e-9));
        const result = effectiveWeights(weights, spreads, modalities).weights;
        expect(Object.values(result).reduce((sum, weight) => sum + Math.abs(weight), 0)).toBeCloseTo(1, 9);
        const halved = Object.fromEntries(Object.entries(weights).map(([modality, weight]) => [modality, weight / 2]));
        for (const [modality, weight] of Object.entries(effectiveWeights(halved, spreads, modalities).weights)) {
          expect(weight).toBeCloseTo(result[modality]!, 9);
          expect(weight * weights[modality]!).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});

describe('contributions', () => {
  it('is effective weight times similarity: 0.75 · 0.8 = 0.6 and 0.25 · 0.4 = 0.1', () => {
    const result = contributions({
      modalities: ['image', 'price'],
      weights: { image: 0.6, price: 0.2 },
      effectiveWeights: { image: 0.75, price: 0.25 },
      similarities: [0.8, 0.4],
      imputed: ['price'],
    });
    const expected = [
      { modality: 'image', weight: 0.6, effectiveWeight: 0.75, similarity: 0.8, imputed: false },
      { modality: 'price', weight: 0.2, effectiveWeight: 0.25, similarity: 0.4, imputed: true },
    ];
    expect(result).toMatchObject(expected);
    expect(result[0]?.contribution).toBeCloseTo(0.6, 12);
    expect(result[1]?.contribution).toBeCloseTo(0.1, 12);
  });

  it('adds up to the score Σ weight · similarity within 1e-6, and never beyond ±1', () => {
    const similarities = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(arbitraryWeights, arbitrarySpreads, similarities, (weights, spreads, values) => {
        const effective = effectiveWeights(weights, spreads, modalities).weights;
        const score = weightsInOrder(effective, modalities).reduce((sum, weight, i) => sum + weight * values[i]!, 0);
        const parts = contributions({
          modalities,
          weights,
          effectiveWeights: effective,
          similarities: values,
          imputed: [],
        });
        const sum = parts.reduce((total, part) => total + part.contribution, 0);
        expect(Math.abs(sum - score)).toBeLessThan(1e-6);
        expect(Math.abs(sum)).toBeLessThan(1 + 1e-9);
      }),
    );
  });
});
