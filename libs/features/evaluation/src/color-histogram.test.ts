import fc from 'fast-check';
import { expect, it } from 'vitest';
import { COLOR_HISTOGRAM_DIMENSION, colorHistogram } from './color-histogram.ts';

it('counts a hand-worked photo', () => {
  // Three pixels in the cell of black, one in that of (255, 0, 64): red step 7, blue step 2.
  const histogram = colorHistogram({ data: Uint8Array.of(0, 0, 0, 31, 31, 31, 1, 2, 3, 255, 0, 64) });
  expect(histogram[0]).toBeCloseTo(Math.sqrt(3 / 4), 6);
  expect(histogram[7 * 64 + 2]).toBeCloseTo(Math.sqrt(1 / 4), 6);
  expect(histogram.filter((value) => value > 0)).toHaveLength(2);
  expect(histogram).toHaveLength(COLOR_HISTOGRAM_DIMENSION);
});

it('has unit length and does not know where colours are', () => {
  const pixels = fc.array(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(pixels, (colours) => {
      const histogram = colorHistogram({ data: Uint8Array.from(colours.flat()) });
      expect(histogram.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 5);
      expect(colorHistogram({ data: Uint8Array.from([...colours].reverse().flat()) })).toEqual(histogram);
    }),
  );
});
