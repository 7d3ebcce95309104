import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareCodePoints } from './compare-code-points.ts';

const anyText = fc.string({ unit: 'binary' });

describe('compareCodePoints', () => {
  it('puts code points above U+FFFF last, where UTF-16 order does not', () => {
    const ids = ['😀', 'ﬀ', 'é/b', '7', '007', 'SKU-1', ''];
    expect([...ids].sort(compareCodePoints)).toEqual(['', '007', '7', 'SKU-1', 'é/b', 'ﬀ', '😀']);
    expect([...ids].sort()).not.toEqual([...ids].sort(compareCodePoints));
  });

  it('orders as the bytes of UTF-8 do', () => {
    fc.assert(
      fc.property(anyText, anyText, (left, right) => {
        const expected = Buffer.compare(Buffer.from(left, 'utf8'), Buffer.from(right, 'utf8'));
        expect(Math.sign(compareCodePoints(left, right))).toBe(expected);
      }),
      { numRuns: 1000 },
    );
  });
});
