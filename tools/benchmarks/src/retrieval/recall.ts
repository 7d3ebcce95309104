import type { ExactAnswer } from './exact-answers.ts';

/** Scores closer than this are ties: which of the tied items comes back is no loss. */
export const TIE_TOLERANCE = 1e-6;

/**
 * Share of the wanted rows that came back. A row counts when its exact score reaches that of the last wanted one within
 * {@link TIE_TOLERANCE}; a row that came twice counts once. 1 where nothing is to be found.
 * @param scoreOf exact score of a row
 */
export function recallOf(found: readonly number[], wanted: ExactAnswer, scoreOf: (row: number) => number): number {
  const last = wanted.scores.at(-1);
  if (last === undefined) return 1;
  const good = [...new Set(found)].filter((row) => scoreOf(row) >= last - TIE_TOLERANCE);
  return Math.min(good.length, wanted.rows.length) / wanted.rows.length;
}
