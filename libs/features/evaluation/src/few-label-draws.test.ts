import { createSeededRandom } from '@kindred/vector-math';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawPerClass } from './few-label-draws.ts';
import { meanAndError, shareError } from './mean-and-error.ts';

describe('drawPerClass', () => {
  it('draws so many of each class, no row twice, the same for the same seed', () => {
    const labelLists = fc.array(fc.nat(5), { minLength: 1, maxLength: 100 });
    fc.assert(
      fc.property(labelLists, fc.integer({ min: 1, max: 8 }), fc.nat(1000), (list, perClass, seed) => {
        const labels = Int32Array.from(list);
        const drawn = drawPerClass(labels, perClass, createSeededRandom(seed));
        expect(drawPerClass(labels, perClass, createSeededRandom(seed))).toEqual(drawn);
        expect([...new Set(drawn)].sort((a, b) => a - b)).toEqual(drawn);
        for (const label of new Set(list)) {
          const available = list.filter((one) => one === label).length;
          expect(drawn.filter((row) => labels[row] === label)).toHaveLength(Math.min(perClass, available));
        }
      }),
    );
  });

  it('draws every row equally often', () => {
    const labels = new Int32Array(10);
    const times = new Array<number>(10).fill(0);
    for (let seed = 0; seed < 3000; seed++)
      for (const row of drawPerClass(labels, 3, createSeededRandom(seed))) times[row]! += 1;
    // 900 expected, standard deviation 25.
    for (const count of times) expect(Math.abs(count - 900)).toBeLessThan(130);
  });
});

describe('meanAndError', () => {
  it('is the mean and the deviation of the mean', () => {
    // Squares around 0.5: 0.01 + 0 + 0.01; deviation √(0.02 / 2) = 0.1; error 0.1 / √3.
    const { mean, error } = meanAndError([0.4, 0.5, 0.6]);
    expect(mean).toBeCloseTo(0.5, 12);
    expect(error).toBeCloseTo(0.1 / Math.sqrt(3), 12);
  });

  it('knows no error of one draw', () => {
    expect(meanAndError([0.4])).toEqual({ mean: 0.4, error: NaN });
  });

  it('of a share is that of so many trials', () => {
    expect(shareError(0.8, 400)).toBeCloseTo(0.02, 12);
  });
});
