import { dot } from '@kindred/vector-math';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBrandEncoder } from './brand-encoder.ts';
import { createTabularEncoders } from './create-tabular-encoders.ts';
import { createSectionEncoder } from './section-encoder.ts';

const brands = createBrandEncoder();
const brand = (name: string) => brands.encode({ brand: name, section: [] })!;
const section = (...path: string[]) => createSectionEncoder().encode({ section: path })!;

describe('createBrandEncoder', () => {
  it('gives 1 to equal brands, however they are written', () => {
    expect(dot(brand('Tiffany & Co.'), brand('TIFFANY'))).toBeCloseTo(1, 6);
  });

  it('keeps 300 brands apart: 0 ± 1/√64 = 0.125, none above 0.65', () => {
    const codes = Array.from({ length: 300 }, (_, i) => brand(`Brand ${String(i)}`));
    const products = codes.flatMap((left, i) => codes.slice(i + 1).map((right) => dot(left, right)));
    const meanSquare = products.reduce((sum, value) => sum + value ** 2, 0) / products.length;
    expect(Math.sqrt(meanSquare)).toBeCloseTo(0.125, 2);
    expect(Math.max(...products)).toBeLessThan(0.65);
  });

  it.each([undefined, '', '  '])('has nothing for the brand %j', (name) => {
    const item = name === undefined ? { section: [] } : { brand: name, section: [] };
    expect(brands.encode(item)).toBeUndefined();
    expect(brands.inputOf(item)).toBeUndefined();
  });

  it('gives each call an array of its own', () => {
    brand('Acme').fill(0);
    expect(dot(brand('Acme'), brand('Acme'))).toBeCloseTo(1, 6);
  });

  it('has the code it always had', () => {
    expect([...brand('Acme').subarray(0, 8)].map((value) => value * 8)).toMatchInlineSnapshot(`
      [
        1,
        1,
        1,
        -1,
        -1,
        -1,
        -1,
        -1,
      ]
    `);
  });
});

describe('createSectionEncoder', () => {
  it('is s / √(m·n) ± noise for s shared levels: 1, 2/3, 1/3, 0, and √(2/3) for the parent', () => {
    const boots = section('Women', 'Shoes', 'Boots');
    expect(dot(boots, section('women ', 'SHOES', 'Boots'))).toBeCloseTo(1, 6);
    expect(Math.abs(dot(boots, section('Women', 'Shoes', 'Sandals')) - 2 / 3)).toBeLessThan(0.2);
    expect(Math.abs(dot(boots, section('Women', 'Hats', 'Caps')) - 1 / 3)).toBeLessThan(0.2);
    expect(Math.abs(dot(boots, section('Garden', 'Tools', 'Spades')))).toBeLessThan(0.35);
    expect(Math.abs(dot(boots, section('Women', 'Shoes')) - Math.sqrt(2 / 3))).toBeLessThan(0.2);
  });

  it('knows a level by the whole path to it', () => {
    expect(Math.abs(dot(section('Women', 'Shoes'), section('Men', 'Shoes')))).toBeLessThan(0.4);
  });

  it('orders a tree of 180 sections: 98 % of pairs by the number of shared levels', () => {
    const paths = ['Women', 'Men', 'Kids', 'Home', 'Sport'].flatMap((root) =>
      Array.from({ length: 36 }, (_, i) => [root, `G${String(i % 6)}`, `T${String(i)}`]),
    );
    const blocks = paths.map((path) => section(...path));
    const counted = { right: 0, wrong: 0 };
    const shared = (left: string[], right: string[]) => {
      const differs = left.findIndex((level, depth) => level !== right[depth]);
      return differs < 0 ? left.length : differs;
    };
    for (let i = 0; i < paths.length; i += 9)
      for (let j = 0; j < paths.length; j++)
        for (let k = 0; k < paths.length; k++)
          if (shared(paths[i]!, paths[j]!) > shared(paths[i]!, paths[k]!))
            counted[dot(blocks[i]!, blocks[j]!) > dot(blocks[i]!, blocks[k]!) ? 'right' : 'wrong'] += 1;
    expect(counted.right / (counted.right + counted.wrong)).toBeGreaterThan(0.98);
  });

  it('has nothing for an item without section', () => {
    expect(createSectionEncoder().encode({ section: [] })).toBeUndefined();
    expect(createSectionEncoder().inputOf({ section: [] })).toBeUndefined();
  });
});

describe('createTabularEncoders', () => {
  const encoders = createTabularEncoders({ logPriceRanges: { EUR: { low: 0, high: 5 } } });

  it('gives price, brand and section', () => {
    expect(encoders.map(({ modality }) => modality)).toEqual(['price', 'brand', 'section']);
    expect(new Set(encoders.map(({ encoderId }) => encoderId)).size).toBe(3);
  });

  it('gives unit blocks of its dimension exactly where there is an input; equal inputs give equal blocks', () => {
    const text = fc.string({ maxLength: 12 });
    const item = fc.record(
      {
        price: fc.record({
          amount: fc.double({ min: 0, max: 1e6, noNaN: true }),
          currency: fc.constantFrom('EUR', 'USD'),
        }),
        brand: text,
        section: fc.array(text, { maxLength: 4 }),
      },
      { requiredKeys: ['section'] },
    );
    fc.assert(
      fc.property(item, (given) => {
        for (const encoder of encoders) {
          const block = encoder.encode(given);
          expect(block === undefined).toBe(encoder.inputOf(given) === undefined);
          if (block === undefined) continue;
          expect(block).toHaveLength(encoder.dimension);
          expect(dot(block, block)).toBeCloseTo(1, 5);
          expect(encoder.encode(structuredClone(given))).toEqual(block);
        }
      }),
    );
  });
});
