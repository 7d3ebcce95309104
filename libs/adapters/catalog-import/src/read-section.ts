import type { Cell } from './row-source.ts';

/**
 * Levels of a path, root first. A cell with `>` is split there, else at `/`; with `separator`, there only. A list (JSON) is
 * taken as the levels.
 */
export function readSection(cell: Cell, separator?: string): string[] {
  if (cell === undefined) return [];
  const levels = typeof cell === 'string' ? cell.split(separator ?? (cell.includes('>') ? '>' : '/')) : cell;
  return levels.map((level) => level.trim()).filter((level) => level !== '');
}

/** Paths of a column of several: separated by line breaks, `|` or `;`, and, where there is more than one level, by commas. */
export function splitSections(text: string): string[] {
  const parts = text.split(/[\n|;]/).flatMap((part) => (/[>/].*,.*[>/]/.test(part) ? part.split(',') : [part]));
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
