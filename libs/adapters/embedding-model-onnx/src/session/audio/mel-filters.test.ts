import { describe, expect, it } from 'vitest';
import { melFilters } from './mel-filters.ts';

const SETTINGS = { nFft: 1024, mels: 64, fMin: 50, fMax: 14_000, melScale: 'slaney', melNorm: 'none' } as const;
const RATE = 48_000;

describe('melFilters', () => {
  it('lays triangles that together count every frequency between the outer middles once', () => {
    const total = new Float64Array(513);
    for (const { first, weights } of melFilters(SETTINGS, RATE))
      weights.forEach((weight, i) => (total[first + i] = (total[first + i] ?? 0) + weight));
    for (let bin = Math.ceil((300 * 1024) / RATE); bin < (13_000 * 1024) / RATE; bin++)
      expect(total[bin]).toBeCloseTo(1, 9);
    expect(total[0]).toBe(0);
    expect(total[300]).toBe(0);
  });

  it('gives each triangle of the norm `slaney` about the area of 1 Hz', () => {
    const filters = melFilters({ ...SETTINGS, nFft: 16_384, melNorm: 'slaney' }, RATE);
    for (const { weights } of filters)
      expect(weights.reduce((sum, weight) => sum + weight, 0) * (RATE / 16_384)).toBeCloseTo(1, 1);
  });

  // Corners by hand: Slaney's scale is 200/3 Hz a mel up to 1 kHz; O'Shaughnessy's has 1,000 mel at 1 kHz (999.99).
  it.each([
    ['slaney', 0, 1000, 500],
    ['htk', 0, 1000, 700 * (10 ** (999.9855 / 2 / 2595) - 1)],
  ] as const)('places the middle of one band on the scale %s', (melScale, fMin, fMax, middle) => {
    const [band] = melFilters({ ...SETTINGS, nFft: 16_384, mels: 1, fMin, fMax, melScale }, RATE);
    const weights = band?.weights ?? new Float64Array();
    const at = weights.indexOf(Math.max(...weights));
    expect(((at + (band?.first ?? 0)) * RATE) / 16_384).toBeCloseTo(middle, -1);
  });
});
