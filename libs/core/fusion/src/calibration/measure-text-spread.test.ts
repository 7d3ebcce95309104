import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureTextSpread } from './measure-text-spread.ts';
import type { ComparedPairs } from './pair-evidence.ts';

/** Texts `t0`, `t1` … at [1, 0] beside photos at the angles that give these similarities; the last pair is within a section. */
function compared(similarities: readonly number[]): ComparedPairs {
  const photos = similarities.map((similarity) => Float32Array.of(similarity, Math.sqrt(1 - similarity ** 2)));
  return {
    pairs: photos.map((_, n) => ({ left: `t${String(n)}`, right: String(n), sharesSection: false })),
    leftOf: () => Float32Array.of(1, 0),
    rightOf: (itemId) => photos[Number(itemId)],
  };
}

const repeated = (values: readonly number[], times: number) => Array.from({ length: times }, () => values).flat();

describe('measureTextSpread', () => {
  it('is the standard deviation, pulled a little: .22 and .28, 2,000 texts, expected .1 → .03018', () => {
    // Kurtosis 1, so e = 2000: exp((2000 · ln 0.03 + 10 · ln 0.1) / 2010) = 0.03 · (1 / 0.3)^(10 / 2010) = 0.03018.
    expect(measureTextSpread(compared(repeated([0.22, 0.28], 1000)), 0.1)).toBeCloseTo(0.03018, 5);
  });

  it('is half way by ratio for 10 texts: .2 and .3, expected .2 → √(.05 · .2) = .1', () => {
    expect(measureTextSpread(compared(repeated([0.2, 0.3], 5)), 0.2)).toBeCloseTo(0.1, 5);
  });

  it('is what is expected where nothing can be measured', () => {
    for (const similarities of [[], [0.3], repeated([0.25], 100)])
      expect(measureTextSpread(compared(similarities), 0.12)).toBe(0.12);
    const noPhotos = { ...compared([0.1, 0.9]), rightOf: () => undefined };
    expect(measureTextSpread(noPhotos, 0.12)).toBe(0.12);
  });

  it('lies between the deviation and what is expected, nearer to the deviation the more texts there are', () => {
    const spreads = fc.record({
      half: fc.double({ min: 0.005, max: 0.3, noNaN: true }),
      expected: fc.constantFrom(0.01, 0.1, 0.4),
    });
    fc.assert(
      fc.property(spreads, fc.integer({ min: 1, max: 200 }), ({ half, expected }, times) => {
        const found = measureTextSpread(compared(repeated([0.5 - half, 0.5 + half], times)), expected);
        const more = measureTextSpread(compared(repeated([0.5 - half, 0.5 + half], times * 2)), expected);
        expect(found).toBeGreaterThan(Math.min(half, expected) - 2e-5);
        expect(found).toBeLessThan(Math.max(half, expected) + 2e-5);
        expect(Math.abs(more - half)).toBeLessThanOrEqual(Math.abs(found - half) + 2e-5);
      }),
    );
  });
});
