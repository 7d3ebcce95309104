import { rm, writeFile } from 'node:fs/promises';
import {
  ARRAY,
  arrayValue,
  DuckDBDataChunk,
  DuckDBInstance,
  FLOAT,
  LIST,
  listValue,
  VARCHAR,
  type DuckDBConnection,
} from '@duckdb/node-api';
import { checkRows } from './check-rows.ts';
import type { EmbeddingFile, EmbeddingRow } from './embedding-file.ts';
import { EmbeddingFileError, EmbeddingFileNotWritableError } from './errors.ts';
import { PartFiles } from './part-files.ts';

/** Rows that DuckDB takes at a time. */
const CHUNK_ROWS = 2048;
const ROW_GROUP_BYTES = 32 * 2 ** 20;
const MAX_ROW_GROUP = 122_880;

/**
 * `<name>.parquet` with the columns `item_id`, `imputed` (list of text) and `vector` (list of float32); `<name>.meta.json` says what
 * they are. Rows go into a table on disk beside it first, so memory stays below half a gigabyte whatever the number of rows.
 */
export class ParquetFile implements EmbeddingFile {
  readonly #parts: PartFiles;
  readonly #dimension: number;
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  #isOpen = true;

  private constructor(
    parts: PartFiles,
    dimension: number,
    duckDb: { instance: DuckDBInstance; connection: DuckDBConnection },
  ) {
    this.#parts = parts;
    this.#dimension = dimension;
    this.#instance = duckDb.instance;
    this.#connection = duckDb.connection;
  }

  /** `path` is absolute. @throws EmbeddingFileExistsError, EmbeddingFileNotWritableError */
  static async open(
    path: string,
    { dimension, overwrite }: { dimension: number; overwrite: boolean },
  ): Promise<ParquetFile> {
    const parts = await PartFiles.open([path, `${path.replace(/\.parquet$/i, '')}.meta.json`], { overwrite });
    try {
      // One thread keeps the rows in their order; no extension is fetched from elsewhere.
      const options = { threads: '1', memory_limit: '512MB', autoinstall_known_extensions: 'false' };
      const instance = await DuckDBInstance.create(tableFile(parts), options);
      const connection = await instance.connect();
      await connection.run(
        `CREATE TABLE embedding (item_id VARCHAR, imputed VARCHAR[], vector FLOAT[${String(dimension)}])`,
      );
      return new ParquetFile(parts, dimension, { instance, connection });
    } catch (error) {
      await parts.discard();
      throw new EmbeddingFileNotWritableError(path, error);
    }
  }

  get paths(): readonly string[] {
    return this.#parts.paths;
  }

  async write(rows: readonly EmbeddingRow[]): Promise<void> {
    checkRows(this.#main, this.#dimension, rows);
    await this.#translated(async () => {
      const appender = await this.#connection.createAppender('embedding');
      for (let start = 0; start < rows.length; start += CHUNK_ROWS)
        appender.appendDataChunk(chunkOf(rows.slice(start, start + CHUNK_ROWS), this.#dimension));
      appender.closeSync();
    });
  }

  async finish(metadata: object): Promise<void> {
    const rowGroup = Math.max(CHUNK_ROWS, Math.min(MAX_ROW_GROUP, Math.floor(ROW_GROUP_BYTES / (4 * this.#dimension))));
    await this.#translated(async () => {
      await this.#connection.run(
        `COPY embedding TO '${this.#parts.partOf(this.#main).replaceAll("'", "''")}'
         (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${String(rowGroup)})`,
      );
      await this.#close();
      await writeFile(this.#parts.partOf(this.#parts.paths[1]!), `${JSON.stringify(metadata, undefined, 2)}\n`);
      await this.#parts.publish();
    });
  }

  async discard(): Promise<void> {
    await this.#close();
    await this.#parts.discard();
  }

  get #main(): string {
    return this.#parts.paths[0]!;
  }

  async #close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#connection.closeSync();
    this.#instance.closeSync();
    for (const path of [tableFile(this.#parts), `${tableFile(this.#parts)}.wal`]) await rm(path, { force: true });
  }

  async #translated(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      throw error instanceof EmbeddingFileError ? error : new EmbeddingFileNotWritableError(this.#main, error);
    }
  }
}

function tableFile(parts: PartFiles): string {
  return `${parts.partOf(parts.paths[0]!)}.duckdb`;
}

function chunkOf(rows: readonly EmbeddingRow[], dimension: number): DuckDBDataChunk {
  const chunk = DuckDBDataChunk.create([VARCHAR, LIST(VARCHAR), ARRAY(FLOAT, dimension)], rows.length);
  chunk.setColumnValues(
    0,
    rows.map(({ itemId }) => itemId),
  );
  chunk.setColumnValues(
    1,
    rows.map(({ imputed }) => listValue(imputed)),
  );
  if (!copyVectors(chunk, rows, dimension))
    chunk.setColumnValues(
      2,
      rows.map(({ vector }) => arrayValue(Array.from(vector))),
    );
  return chunk;
}

/**
 * Copies the vectors into DuckDB's memory as they are, twenty times as fast as value by value. That memory is not part of its
 * documented interface: where it isn't found as expected, false.
 */
function copyVectors(chunk: DuckDBDataChunk, rows: readonly EmbeddingRow[], dimension: number): boolean {
  const column: object = chunk.getColumnVector(2);
  const child: unknown = Reflect.get(column, 'childData');
  const items: unknown = typeof child === 'object' && child !== null ? Reflect.get(child, 'items') : undefined;
  if (!(items instanceof Float32Array) || items.length !== rows.length * dimension) return false;
  for (const [index, { vector }] of rows.entries()) items.set(vector, index * dimension);
  chunk.getColumnVector(2).flush();
  return true;
}
