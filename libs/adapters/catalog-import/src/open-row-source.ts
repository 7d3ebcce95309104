import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { openCsvSource } from './csv-source.ts';
import { EmptyFileError, FileNotReadableError, UnsupportedFormatError } from './errors.ts';
import { reasonOf } from './file-lines.ts';
import { openJsonLinesSource } from './json-lines-source.ts';
import { openParquetSource } from './parquet-source.ts';
import type { RowSource } from './row-source.ts';

export type FileFormat = 'csv' | 'jsonl' | 'parquet';

export interface RowSourceOptions {
  /** From the file's name where absent: `.csv`, `.tsv`, `.txt`; `.jsonl`, `.ndjson`; `.parquet`. */
  readonly format?: FileFormat;
  /** Of CSV; one character. Found in the header where absent. */
  readonly delimiter?: string;
  /** For one answer of DuckDB (Parquet only); 60,000 by default. */
  readonly timeoutMs?: number;
}

const FORMATS: Readonly<Record<string, FileFormat>> = {
  '.csv': 'csv',
  '.tsv': 'csv',
  '.txt': 'csv',
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
  '.parquet': 'parquet',
};

/** @throws FileNotReadableError, EmptyFileError, UnsupportedFormatError, ImportTimeoutError */
export async function openRowSource(path: string, options: RowSourceOptions): Promise<RowSource> {
  await checkFile(path);
  const format = options.format ?? FORMATS[extname(path).toLowerCase()];
  if (format === 'csv') return openCsvSource(path, options.delimiter);
  if (format === 'jsonl') return openJsonLinesSource(path);
  if (format === 'parquet') return openParquetSource(path, options.timeoutMs ?? 60_000);
  throw new UnsupportedFormatError(path, `has none of the endings ${Object.keys(FORMATS).join(', ')}; name its format`);
}

async function checkFile(path: string): Promise<void> {
  const found = await stat(path).catch((error: unknown) => {
    throw new FileNotReadableError(path, reasonOf(error), { cause: error });
  });
  if (!found.isFile()) throw new FileNotReadableError(path, 'it is not a file');
  if (found.size === 0) throw new EmptyFileError(path, 'nothing in it');
}
