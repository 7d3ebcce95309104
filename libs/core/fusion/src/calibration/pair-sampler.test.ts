import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PairSampler, type PairSamplerOptions, type SampledPair } from './pair-sampler.ts';

interface Entry {
  readonly id: string;
  readonly section: readonly string[];
}

function draw(entries: readonly Entry[], options: PairSamplerOptions = { seed: 1 }): SampledPair[] {
  const sampler = new PairSampler(options);
  for (const { id, section } of entries) sampler.add(id, section);
  return sampler.pairs();
}

function catalogOf(count: number, sections = 7): Entry[] {
  return Array.from({ length: count }, (_, n) => ({ id: `item-${String(n)}`, section: ['S', String(n % sections)] }));
}

const keyOf = ({ left, right, sharesSection }: SampledPair) => `${left}|${right}|${String(sharesSection)}`;
const entry = fc.record({
  id: fc.string({ minLength: 1, maxLength: 4 }),
  section: fc.constantFrom([], ['A'], ['A', 'B'], [' a ', 'b'], ['C']),
});
const entries = fc.uniqueArray(entry, { selector: ({ id }) => id, maxLength: 40 });

describe('PairSampler', () => {
  it('pairs nothing with fewer than two items', () => {
    expect(draw([])).toEqual([]);
    expect(draw([{ id: 'alone', section: ['A'] }])).toEqual([]);
  });

  it('draws 8 random pairs and 4 within the section for every item', () => {
    const pairs = draw(catalogOf(70));
    expect(pairs.filter(({ sharesSection }) => !sharesSection)).toHaveLength(70 * 8);
    expect(pairs.filter(({ sharesSection }) => sharesSection)).toHaveLength(70 * 4);
  });

  it('pairs an item never with itself, and says truly whether the section is why', () => {
    fc.assert(
      fc.property(entries, (drawn) => {
        const sectionOf = new Map(drawn.map(({ id, section }) => [id, section.map((l) => l.trim().toLowerCase())]));
        for (const { left, right, sharesSection } of draw(drawn)) {
          expect(left).not.toBe(right);
          if (!sharesSection) continue;
          expect(sectionOf.get(left)).toEqual(sectionOf.get(right));
          expect(sectionOf.get(left)).not.toEqual([]);
        }
      }),
    );
  });

  it('draws the same whatever the order in which items come', () => {
    const shuffled = entries.chain((drawn) =>
      fc.tuple(fc.constant(drawn), fc.shuffledSubarray(drawn, { minLength: drawn.length })),
    );
    fc.assert(
      fc.property(shuffled, fc.integer({ min: 2, max: 10 }), ([inOrder, otherwise], maxItems) => {
        expect(draw(otherwise, { seed: 3, maxItems })).toEqual(draw(inOrder, { seed: 3, maxItems }));
      }),
    );
  });

  it.each([60, 5000])('changes few pairs when one of %i items goes', (count) => {
    const whole = catalogOf(count);
    const before = new Set(draw(whole).map(keyOf));
    for (let n = 0; n < count; n += Math.floor(count / 20)) {
      const left = draw(whole.filter((_, index) => index !== n)).map(keyOf);
      // One pair per round closes the gap; where another item is drawn instead, it begins a pair and ends one per ring.
      expect(left.filter((key) => !before.has(key)).length).toBeLessThanOrEqual(8 * 3 + 4 * 4);
    }
  });

  it('keeps to its size, and finds mates of one section in a catalog of many sections', () => {
    const pairs = draw(catalogOf(9000, 3000));
    expect(new Set(pairs.map(({ left }) => left)).size).toBe(1000);
    expect(new Set(pairs.filter(({ sharesSection }) => sharesSection).map(({ left }) => left)).size).toBe(1000);
  });

  it('draws others with another seed', () => {
    expect(draw(catalogOf(50), { seed: 2 }).map(keyOf)).not.toEqual(draw(catalogOf(50)).map(keyOf));
  });
});
