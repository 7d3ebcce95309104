import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countRows, createRowMask, intersect, invert, keepLanes, replaceLane, unite } from './row-masks.ts';

const maskOf = (rows: readonly number[]): Uint8Array => {
  const mask = createRowMask(rows.length);
  mask.set(rows);
  return mask;
};
const bytes = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 40 });
const flags = fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 1, maxLength: 40 });

it('takes four rows at a time and gives what row by row gives', () => {
  fc.assert(
    fc.property(bytes, bytes, flags, fc.integer({ min: 0, max: 7 }), (rows, others, passing, lane) => {
      const other = rows.map((_, row) => others[row] ?? 0);
      const intersected = maskOf(rows);
      intersect(intersected, maskOf(other));
      expect([...intersected]).toEqual([...maskOf(rows.map((row, i) => row & other[i]!))]);
      const united = maskOf(rows);
      unite(united, maskOf(other));
      expect([...united]).toEqual([...maskOf(rows.map((row, i) => row | other[i]!))]);
      const inverted = maskOf(passing);
      invert(inverted);
      expect([...inverted.subarray(0, passing.length)]).toEqual(passing.map((flag) => 1 - flag));
      const kept = maskOf(rows);
      keepLanes(kept, lane + 1);
      expect([...kept]).toEqual([...maskOf(rows.map((row) => row & ((2 << lane) - 1)))]);
      const short = passing.slice(0, rows.length);
      const replaced = maskOf(rows);
      replaceLane(replaced, maskOf(short), lane);
      expect([...replaced.subarray(0, rows.length)]).toEqual(
        rows.map((row, i) => (row & ~(1 << lane) & 255) | ((short[i] ?? 0) << lane)),
      );
      expect(countRows(maskOf(passing))).toBe(passing.reduce((sum, flag) => sum + flag, 0));
    }),
  );
});
