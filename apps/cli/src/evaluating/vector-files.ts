import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Vectors of photos as files `<folder>/<encoder>/ab/<content hash>.f32`, so that an evaluation that is repeated or was stopped
 * encodes no photo twice. Written whole or not at all; a file of another length counts as absent.
 */
export class VectorFiles {
  readonly #folder: string;
  readonly #dimension: number;

  /** `encoder`: everything that a vector depends on besides the photo. */
  constructor(folder: string, encoder: string, dimension: number) {
    this.#folder = join(folder, createHash('sha256').update(encoder).digest('hex').slice(0, 16));
    this.#dimension = dimension;
  }

  /** [dimension] */
  async find(contentHash: string): Promise<Float32Array | undefined> {
    const bytes = await readFile(this.#pathOf(contentHash)).catch(() => undefined);
    if (bytes?.length !== this.#dimension * 4) return undefined;
    return new Float32Array(Uint8Array.from(bytes).buffer);
  }

  /** A disk that can't be written costs the next run, not this one. */
  async save(contentHash: string, vector: Float32Array): Promise<void> {
    const path = this.#pathOf(contentHash);
    const draft = `${path}.${randomUUID()}.tmp`;
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(draft, new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength));
      await rename(draft, path);
    } catch {
      await rm(draft, { force: true }).catch(() => undefined);
    }
  }

  #pathOf(contentHash: string): string {
    return join(this.#folder, contentHash.slice(0, 2), `${contentHash}.f32`);
  }
}
