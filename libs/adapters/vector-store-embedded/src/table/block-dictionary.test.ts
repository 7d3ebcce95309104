import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ScanMemory } from '../scan/scan-memory.ts';
import { BlockDictionary } from './block-dictionary.ts';

const DIMENSION = 3;

it('gives equal blocks one code, different ones different codes, and room back when no row has a block', () => {
  const block = fc.array(fc.constantFrom(0, -0, 0.5, 1), { minLength: DIMENSION, maxLength: DIMENSION });
  fc.assert(
    fc.property(fc.array(fc.tuple(block, fc.boolean()), { maxLength: 200 }), (steps) => {
      const memory = new ScanMemory();
      const dictionary = new BlockDictionary(memory, DIMENSION);
      const rows: { readonly values: readonly number[]; readonly code: number }[] = [];
      for (const [values, isRemoval] of steps) {
        const row = isRemoval ? rows.shift() : undefined;
        if (row === undefined) rows.push({ values, code: dictionary.add(Float32Array.from(values)) });
        else dictionary.remove(row.code);
        for (const { values: expected, code } of rows) {
          const at = dictionary.floatIndexOf(code);
          expect([...memory.floats.subarray(at, at + DIMENSION)]).toEqual(expected);
        }
        expect(dictionary.length).toBeLessThanOrEqual(4 ** DIMENSION);
      }
      const distinct = new Set(
        rows.map(({ values }) => values.map((value) => (Object.is(value, -0) ? '-0' : value)).join()),
      );
      expect(new Set(rows.map(({ code }) => code)).size).toBe(distinct.size);
    }),
  );
});
