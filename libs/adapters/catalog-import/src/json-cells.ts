import type { Cell } from './row-source.ts';

/** Cells of a JSON object by column name; `{ price: { amount: 3 } }` gives the column `price.amount`. */
export type NamedCells = ReadonlyMap<string, Cell>;

/**
 * Reads one JSON object as texts: numbers as they are written, true and false as words, null as nothing, a list of scalars as a
 * list, anything deeper as JSON. @throws SyntaxError when it isn't JSON, TypeError when it isn't an object
 */
export function parseJsonCells(text: string): NamedCells {
  // Only long numbers lose digits on their way through a double, and a reviver costs time.
  const value: unknown = /\d{16}/.test(text) ? JSON.parse(text, keepDigits as never) : JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError('the line is not a JSON object');
  const cells = new Map<string, Cell>();
  collect(cells, '', value);
  return cells;
}

function keepDigits(_key: string, value: unknown, context: { source?: string }): unknown {
  return typeof value === 'number' && !Number.isSafeInteger(value) ? (context.source ?? value) : value;
}

function collect(cells: Map<string, Cell>, prefix: string, object: object): void {
  for (const [name, value] of Object.entries(object) as [string, unknown][]) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      collect(cells, `${prefix}${name}.`, value);
    else cells.set(prefix + name, cellOf(value));
  }
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return undefined;
  if (!Array.isArray(value)) return String(value);
  return value.map((entry: unknown) => (typeof entry === 'object' ? JSON.stringify(entry) : String(entry)));
}
