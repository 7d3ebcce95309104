import { randomUUID } from 'node:crypto';
import { lstat, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { EmbeddingFileExistsError, EmbeddingFileNotWritableError } from './errors.ts';

/** Files that are written under temporary names in the same folder, and get their own at the end. */
export class PartFiles {
  /** Absolute; the first is the one that people ask for. */
  readonly paths: readonly string[];
  readonly #suffix = `.part-${randomUUID().slice(0, 8)}`;
  #isDone = false;

  private constructor(paths: readonly string[]) {
    this.paths = paths;
  }

  /** @throws EmbeddingFileExistsError unless `overwrite`, EmbeddingFileNotWritableError where no file can be made */
  static async open(paths: readonly string[], { overwrite }: { readonly overwrite: boolean }): Promise<PartFiles> {
    for (const path of paths) {
      const found = await lstat(path).catch(() => undefined);
      if (found?.isDirectory() === true) throw new EmbeddingFileNotWritableError(path, new Error('it is a folder'));
      if (found !== undefined && !overwrite) throw new EmbeddingFileExistsError(path);
    }
    const parts = new PartFiles(paths);
    try {
      for (const path of paths) await (await open(parts.partOf(path), 'wx')).close();
    } catch (error) {
      await parts.discard();
      throw new EmbeddingFileNotWritableError(paths[0] ?? '', error);
    }
    return parts;
  }

  /** Where to write what will be `path`. */
  partOf(path: string): string {
    return join(dirname(path), `.${basename(path)}${this.#suffix}`);
  }

  /** What lies beside the file first, the file itself last: where it is, all of it is. */
  async publish(): Promise<void> {
    for (const path of [...this.paths].reverse()) {
      const file = await open(this.partOf(path), 'r+');
      await file.sync().finally(() => file.close());
      await rename(this.partOf(path), path);
    }
    this.#isDone = true;
  }

  async discard(): Promise<void> {
    if (this.#isDone) return;
    for (const path of this.paths) await rm(this.partOf(path), { force: true });
  }
}
