import { createHash } from 'node:crypto';
import { EmptyFileError } from './errors.ts';
import { fileLines, type Line } from './file-lines.ts';
import { type NamedCells, parseJsonCells } from './json-cells.ts';
import { type RawRow, type RowSource, shortRaw } from './row-source.ts';

/** A file with one JSON object per line. Opening reads it once, for the columns, count and hash. @throws FileNotReadableError, EmptyFileError */
export async function openJsonLinesSource(path: string): Promise<RowSource> {
  const hash = createHash('sha256');
  const columns = new Map<string, number>();
  let rowCount = 0;
  for await (const lines of fileLines(path, (bytes) => void hash.update(bytes))) {
    for (const line of lines) {
      if (isBlank(line)) continue;
      rowCount += 1;
      const cells = readLine(line);
      if (typeof cells === 'string') continue;
      for (const name of cells.keys()) if (!columns.has(name)) columns.set(name, columns.size);
    }
  }
  if (rowCount === 0) throw new EmptyFileError(path, 'nothing in it');
  return {
    columns: [...columns.keys()],
    rowCount,
    contentHash: hash.digest('hex'),
    rows: () => rowsOf(path, [...columns.keys()]),
  };
}

async function* rowsOf(path: string, columns: readonly string[]): AsyncGenerator<RawRow> {
  let row = 0;
  for await (const lines of fileLines(path)) {
    for (const line of lines) {
      if (isBlank(line)) continue;
      row += 1;
      const place = { row, line: line.number, raw: shortRaw(line.text) };
      const cells = readLine(line);
      if (typeof cells === 'string') yield { ...place, failure: cells };
      else yield { ...place, cells: columns.map((name) => cells.get(name)) };
    }
  }
}

function isBlank(line: Line): boolean {
  return line.damage === undefined && line.text.trim() === '';
}

/** The line's cells, or why it has none. */
function readLine({ text, damage }: Line): NamedCells | string {
  if (damage !== undefined) return damage;
  try {
    return parseJsonCells(text);
  } catch (error) {
    return error instanceof TypeError ? error.message : `the line is not JSON: ${(error as Error).message}`;
  }
}
