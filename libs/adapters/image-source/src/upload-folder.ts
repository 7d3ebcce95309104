import { createHash, subtle } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ImageUnavailableError, ImageUrlRefusedError } from './errors.ts';
import { readFileUpTo, type FileLimits } from './file-image-loader.ts';
import { writeAtomically } from './write-atomically.ts';

/** SHA-256 as 64 hex digits. */
export function contentHashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Above this a photo is hashed on another thread: copying it there costs less than the time that the event loop would wait. */
const LONG = 1_000_000;

/** As {@link contentHashOf}, without holding up the event loop for a large photo. */
export async function hashInBackground(bytes: Uint8Array): Promise<string> {
  if (bytes.length < LONG) return contentHashOf(bytes);
  return Buffer.from(await subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)).toString('hex');
}

/** Uploaded photos, each a file named by the hash of its bytes: `<dir>/ab/abcdef…`. */
export class UploadFolder {
  readonly #dir: string;

  constructor(dir: string) {
    this.#dir = dir;
  }

  /** Writes the bytes unless they are there already. @returns `upload:<sha256>` */
  async save(bytes: Uint8Array): Promise<string> {
    const hash = contentHashOf(bytes);
    const path = this.#pathOf(hash);
    const stored = await stat(path).catch(() => undefined);
    if (stored?.size !== bytes.length) await writeAtomically(path, bytes, true);
    return `upload:${hash}`;
  }

  /** @throws ImageUrlRefusedError, ImageUnavailableError, ImageTooLargeError */
  async load(url: string, limits: FileLimits): Promise<Uint8Array> {
    const hash = /^upload:([0-9a-f]{64})$/u.exec(url)?.[1];
    if (hash === undefined) throw new ImageUrlRefusedError(url, 'an upload is named by 64 lower-case hex digits');
    const bytes = await readFileUpTo(this.#pathOf(hash), url, limits);
    if ((await hashInBackground(bytes)) !== hash)
      throw new ImageUnavailableError(url, 'the stored file is damaged; upload it again');
    return bytes;
  }

  #pathOf(hash: string): string {
    return join(this.#dir, hash.slice(0, 2), hash);
  }
}
