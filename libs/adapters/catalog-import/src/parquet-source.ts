import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { CatalogImportError, EmptyFileError, ImportTimeoutError, UnsupportedFormatError } from './errors.ts';
import { parseJsonCells } from './json-cells.ts';
import { type RawRow, type RowSource, shortRaw } from './row-source.ts';

/**
 * A Parquet file, read by DuckDB as one JSON object per row, so that nested columns and lists read as in JSON lines. Opening
 * reads the footer; where a column is nested, all rows once, to know the columns. `timeoutMs` is for one answer of DuckDB.
 * @throws EmptyFileError, UnsupportedFormatError, ImportTimeoutError
 */
export async function openParquetSource(path: string, timeoutMs: number): Promise<RowSource> {
  const contentHash = await hashOf(path);
  const described = await withDuckDb(path, timeoutMs, async (query) => ({
    columns: (await query(`DESCRIBE SELECT * FROM read_parquet(${quoted(path)})`)).map(([name, type]) => ({
      name: String(name),
      nested: /STRUCT|MAP|UNION/.test(String(type)),
    })),
    rowCount: Number((await query(`SELECT count(*) FROM read_parquet(${quoted(path)})`))[0]?.[0]),
  }));
  const { rowCount } = described;
  if (rowCount === 0) throw new EmptyFileError(path, 'columns but no row');
  let columns = described.columns.map(({ name }) => name);
  if (described.columns.some(({ nested }) => nested)) {
    const names = new Set<string>();
    for await (const text of jsonRows(path, timeoutMs)) for (const name of parseJsonCells(text).keys()) names.add(name);
    columns = [...names];
  }
  return { columns, rowCount, contentHash, rows: () => rowsOf(path, columns, timeoutMs) };
}

async function* rowsOf(path: string, columns: readonly string[], timeoutMs: number): AsyncGenerator<RawRow> {
  let row = 0;
  for await (const text of jsonRows(path, timeoutMs)) {
    row += 1;
    const cells = parseJsonCells(text);
    yield { row, raw: shortRaw(text), cells: columns.map((name) => cells.get(name)) };
  }
}

async function* jsonRows(path: string, timeoutMs: number): AsyncGenerator<string> {
  const duckDb = await openDuckDb(path);
  try {
    const result = await duckDb.answer(
      timeoutMs,
      duckDb.connection.stream(`SELECT to_json(t)::VARCHAR FROM read_parquet(${quoted(path)}) t`),
    );
    for (;;) {
      const chunk = await duckDb.answer(timeoutMs, result.fetchChunk());
      if (!chunk || chunk.rowCount === 0) return;
      for (const [text] of chunk.getRows()) yield String(text);
    }
  } finally {
    duckDb.close();
  }
}

async function withDuckDb<T>(
  path: string,
  timeoutMs: number,
  work: (query: (sql: string) => Promise<unknown[][]>) => Promise<T>,
): Promise<T> {
  const duckDb = await openDuckDb(path);
  try {
    return await work(
      async (sql) => (await duckDb.answer(timeoutMs, duckDb.connection.runAndReadAll(sql))).getRows() as unknown[][],
    );
  } finally {
    duckDb.close();
  }
}

interface DuckDb {
  readonly connection: DuckDBConnection;
  /** Awaits an answer for `timeoutMs`, then interrupts the query; errors of DuckDB come out translated. */
  answer<T>(timeoutMs: number, promise: Promise<T>): Promise<T>;
  close(): void;
}

async function openDuckDb(path: string): Promise<DuckDb> {
  // One thread keeps the rows in the file's order; no extension is fetched from elsewhere.
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '1',
    memory_limit: '512MB',
    autoinstall_known_extensions: 'false',
  });
  const connection = await instance.connect();
  return {
    connection,
    answer: async (timeoutMs, promise) => {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => {
          connection.interrupt();
          reject(new ImportTimeoutError(path, 'Reading', timeoutMs));
        }, timeoutMs);
      });
      try {
        return await Promise.race([promise, late]);
      } catch (error) {
        if (error instanceof CatalogImportError) throw error;
        throw new UnsupportedFormatError(path, `can't be read as Parquet: ${firstLineOf(error)}`, { cause: error });
      } finally {
        clearTimeout(timer);
      }
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest('hex');
}

/** As an SQL text; `*`, `?` and `[` of a file's name aren't meant as patterns. */
function quoted(path: string): string {
  return `'${path.replaceAll(/[*?[]/g, '[$&]').replaceAll("'", "''")}'`;
}

function firstLineOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
