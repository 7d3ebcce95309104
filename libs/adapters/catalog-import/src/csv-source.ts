import { createHash } from 'node:crypto';
import { type CsvRecord, CsvRecords } from './csv-records.ts';
import { EmptyFileError, UnsupportedFormatError } from './errors.ts';
import { fileLines } from './file-lines.ts';
import { type RawRow, type RowSource, shortRaw } from './row-source.ts';

const DELIMITERS = [',', ';', '\t', '|'];

/**
 * A CSV file with a header. The delimiter is the one of comma, semicolon, tab and bar that stands most often in the header,
 * unless given. A row with fewer or more cells than the header is a failure. Opening reads the file once, for count and hash.
 * @throws FileNotReadableError, EmptyFileError, UnsupportedFormatError
 */
export async function openCsvSource(path: string, delimiter?: string): Promise<RowSource> {
  if (delimiter !== undefined && (delimiter.length !== 1 || delimiter === '"'))
    throw new UnsupportedFormatError(path, `can't be read with the delimiter '${delimiter}'; it must be one character`);
  const hash = createHash('sha256');
  const used = delimiter ?? detectDelimiter(await firstLine(path));
  let header: readonly string[] | undefined;
  let rowCount = 0;
  for await (const records of recordsOf(path, used, (bytes) => void hash.update(bytes))) {
    rowCount += records.length;
    header ??= headerOf(path, records[0]);
  }
  if (header === undefined) throw new EmptyFileError(path, 'nothing in it');
  if (rowCount === 1) throw new EmptyFileError(path, 'a header but no row');
  const columns = header;
  return {
    columns,
    rowCount: rowCount - 1,
    contentHash: hash.digest('hex'),
    rows: () => rowsOf(path, used, columns.length),
  };
}

async function* rowsOf(path: string, delimiter: string, columnCount: number): AsyncGenerator<RawRow> {
  let row = -1;
  for await (const records of recordsOf(path, delimiter)) {
    for (const record of records) {
      row += 1;
      if (row > 0) yield rawRowOf(record, row, columnCount);
    }
  }
}

function rawRowOf(record: CsvRecord, row: number, columnCount: number): RawRow {
  const place = { row, line: record.line, raw: shortRaw(record.raw) };
  if ('failure' in record) return { ...place, failure: record.failure };
  const { length } = record.fields;
  if (length === columnCount) return { ...place, cells: record.fields };
  return { ...place, failure: `the row has ${String(length)} cells, the header has ${String(columnCount)}` };
}

async function* recordsOf(
  path: string,
  delimiter: string,
  onBytes?: (bytes: Buffer) => void,
): AsyncGenerator<CsvRecord[]> {
  const records = new CsvRecords(delimiter);
  for await (const lines of fileLines(path, onBytes)) yield lines.flatMap((line) => [...records.push(line)]);
  yield [...records.end()];
}

async function firstLine(path: string): Promise<string> {
  for await (const lines of fileLines(path)) for (const { text } of lines) if (text.trim() !== '') return text;
  return '';
}

function detectDelimiter(line: string): string {
  const unquoted = line.replaceAll(/"[^"]*"?/g, '');
  const counts = DELIMITERS.map((delimiter) => unquoted.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] as string;
}

function headerOf(path: string, record: CsvRecord | undefined): readonly string[] | undefined {
  if (record === undefined) return undefined;
  if ('failure' in record) throw new UnsupportedFormatError(path, `has a broken header: ${record.failure}`);
  return record.fields.map((name) => name.trim());
}
