import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizeBrand } from './normalize-brand.ts';

describe('normalizeBrand', () => {
  it.each([
    ['Tiffany & Co.', 'tiffany'],
    ["L'Oréal S.A.", 'loreal'],
    ['L’OREAL', 'loreal'],
    ['Coca-Cola', 'coca cola'],
    ['H&M', 'h m'],
    ['Muster GmbH & Co. KG', 'muster'],
    ['Nike™', 'nike'],
    ['Straße', 'strasse'],
    ['STRASSE', 'strasse'],
    ['STRAẞE', 'strasse'],
    ['ＳＯＮＹ', 'sony'],
    ['Co.', 'co'],
    ['!!!', '!!!'],
    ['資生堂', '資生堂'],
    ['  ', ''],
  ])('%s → %s', (name, expected) => {
    expect(normalizeBrand(name)).toBe(expected);
  });

  it('changes nothing when done twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (name) => {
        const once = normalizeBrand(name);
        expect(normalizeBrand(once)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });
});
