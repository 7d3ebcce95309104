import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TopRows } from './top-rows.ts';

it('gives what sorting and cutting gives, ties included', () => {
  const scores = fc.array(fc.constantFrom(-1, -0, 0, 0.25, 0.5, 0.5000001, 1), { maxLength: 60 });
  fc.assert(
    fc.property(scores, fc.integer({ min: 1, max: 70 }), (all, limit) => {
      // Ties: the higher row number first, so that order of arrival doesn't pass for it.
      const top = new TopRows(limit, (left, right) => right - left);
      all.forEach((score, row) => {
        top.offer(row, score);
      });
      const expected = all
        .map((score, row) => ({ row, score }))
        .sort((left, right) => right.score - left.score || right.row - left.row)
        .slice(0, limit);
      expect(top.sorted()).toEqual(expected);
    }),
  );
});
