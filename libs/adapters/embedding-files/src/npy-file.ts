import { open, writeFile, type FileHandle } from 'node:fs/promises';
import { checkRows } from './check-rows.ts';
import type { EmbeddingFile, EmbeddingRow } from './embedding-file.ts';
import { EmbeddingFileError, EmbeddingFileNotWritableError } from './errors.ts';
import { NPY_HEADER_BYTES, npyHeader } from './npy-header.ts';
import { PartFiles } from './part-files.ts';

/** `<name>.npy` holds the vectors, `<name>.ids.jsonl` the items in the same order, `<name>.meta.json` what they are. */
export class NpyFile implements EmbeddingFile {
  readonly #parts: PartFiles;
  readonly #dimension: number;
  readonly #vectors: FileHandle;
  readonly #ids: FileHandle;
  #rows = 0;

  private constructor(parts: PartFiles, dimension: number, handles: { vectors: FileHandle; ids: FileHandle }) {
    this.#parts = parts;
    this.#dimension = dimension;
    this.#vectors = handles.vectors;
    this.#ids = handles.ids;
  }

  /** `path` is absolute. @throws EmbeddingFileExistsError, EmbeddingFileNotWritableError */
  static async open(
    path: string,
    { dimension, overwrite }: { dimension: number; overwrite: boolean },
  ): Promise<NpyFile> {
    const name = path.replace(/\.npy$/i, '');
    const parts = await PartFiles.open([path, `${name}.ids.jsonl`, `${name}.meta.json`], { overwrite });
    const [main, ids] = parts.paths as [string, string];
    const handles = { vectors: await open(parts.partOf(main), 'w'), ids: await open(parts.partOf(ids), 'w') };
    const file = new NpyFile(parts, dimension, handles);
    await file.#translated(() => handles.vectors.write(npyHeader(0, dimension), 0, NPY_HEADER_BYTES, 0));
    return file;
  }

  get paths(): readonly string[] {
    return this.#parts.paths;
  }

  async write(rows: readonly EmbeddingRow[]): Promise<void> {
    checkRows(this.#main, this.#dimension, rows);
    const values = new Float32Array(rows.length * this.#dimension);
    for (const [index, { vector }] of rows.entries()) values.set(vector, index * this.#dimension);
    const lines = rows.map(({ itemId, imputed }) => `${JSON.stringify({ itemId, imputed })}\n`);
    await this.#translated(async () => {
      const at = NPY_HEADER_BYTES + this.#rows * this.#dimension * 4;
      const bytes = Buffer.from(values.buffer);
      for (let done = 0; done < bytes.length;)
        done += (await this.#vectors.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
      await this.#ids.appendFile(lines.join(''));
    });
    this.#rows += rows.length;
  }

  async finish(metadata: object): Promise<void> {
    await this.#translated(async () => {
      await this.#vectors.write(npyHeader(this.#rows, this.#dimension), 0, NPY_HEADER_BYTES, 0);
      await this.#close();
      await writeFile(this.#parts.partOf(this.#parts.paths[2]!), `${JSON.stringify(metadata, undefined, 2)}\n`);
      await this.#parts.publish();
    });
  }

  async discard(): Promise<void> {
    await this.#close().catch(() => undefined);
    await this.#parts.discard();
  }

  get #main(): string {
    return this.#parts.paths[0]!;
  }

  async #close(): Promise<void> {
    await this.#vectors.close();
    await this.#ids.close();
  }

  async #translated(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      throw error instanceof EmbeddingFileError ? error : new EmbeddingFileNotWritableError(this.#main, error);
    }
  }
}
