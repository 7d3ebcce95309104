import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Timers } from './timers.ts';
import { contentHashOf } from './upload-folder.ts';
import { listFiles, writeAtomically } from './write-atomically.ts';

/** By which a server tells whether a photo is still the same (RFC 9110, 8.8); at least one of them is there. */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

export interface CachedPhoto extends Validators {
  readonly bytes: Uint8Array;
}

interface Entry extends Validators {
  readonly contentHash: string;
}

/** Eviction goes on until this share of the limit is left, so that it does not run for every photo. */
const KEPT_SHARE = 0.9;
/** The folder is looked through again after this share of the limit was written: other processes write into it too. */
const WRITTEN_SHARE = 0.05;

/**
 * Photos of servers that can say whether they changed, on disk: `photos/ab/<sha256 of the bytes>`, each once however many
 * addresses it has, and `addresses/ab/<sha256 of the address>.json`, so that no address or token in it can be read from the
 * folder. What was not used for longest goes first. Several processes may share a folder. A photo whose bytes are not those
 * that its name says counts as absent.
 */
export class PhotoCache {
  readonly #dir: string;
  readonly #maxBytes: number;
  readonly #timers: Timers;
  /** Bytes below the folder when it was last looked through, and written since. */
  #size = 0;
  #written = 0;
  #evicting: Promise<void> | undefined;

  private constructor(dir: string, maxBytes: number, timers: Timers) {
    this.#dir = dir;
    this.#maxBytes = maxBytes;
    this.#timers = timers;
  }

  static async open(dir: string, maxBytes: number, timers: Timers): Promise<PhotoCache> {
    const cache = new PhotoCache(dir, maxBytes, timers);
    await mkdir(dir, { recursive: true });
    await cache.#evict();
    return cache;
  }

  /** Undefined where it is not there, or damaged. Counts as a use. */
  async find(address: string): Promise<CachedPhoto | undefined> {
    const path = this.#addressPath(address);
    const entry = await readEntry(path);
    if (entry === undefined) return undefined;
    const photoPath = this.#photoPath(entry.contentHash);
    const bytes = await readFile(photoPath).catch(() => undefined);
    if (bytes === undefined || contentHashOf(bytes) !== entry.contentHash) {
      await Promise.all([rm(path, { force: true }), rm(photoPath, { force: true })]);
      return undefined;
    }
    const now = new Date(this.#timers.now());
    // Another process may have evicted it by now; the bytes are here.
    await Promise.all([path, photoPath].map((used) => utimes(used, now, now).catch(() => undefined)));
    const { etag, lastModified } = entry;
    return { bytes, ...(etag === undefined ? {} : { etag }), ...(lastModified === undefined ? {} : { lastModified }) };
  }

  /** Photos larger than a tenth of the cache are not kept. Never throws: a disk that is full costs the cache, not the photo. */
  async save(address: string, { bytes, ...validators }: CachedPhoto): Promise<void> {
    if (bytes.length > this.#maxBytes / 10) return;
    const contentHash = contentHashOf(bytes);
    const entry = Buffer.from(JSON.stringify({ contentHash, ...validators } satisfies Entry));
    try {
      // The photo first: an entry without its photo would be of no use.
      await writeAtomically(this.#photoPath(contentHash), bytes, false);
      await writeAtomically(this.#addressPath(address), entry, false);
    } catch {
      return;
    }
    this.#written += bytes.length + entry.length;
    const isFull = this.#size + this.#written > this.#maxBytes || this.#written > this.#maxBytes * WRITTEN_SHARE;
    if (isFull) await this.#evict();
  }

  #evict(): Promise<void> {
    this.#evicting ??= this.#removeOldest().finally(() => (this.#evicting = undefined));
    return this.#evicting;
  }

  async #removeOldest(): Promise<void> {
    const files = await listFiles(this.#dir, this.#timers.now()).catch(() => []);
    let size = files.reduce((sum, { bytes }) => sum + bytes, 0);
    if (size > this.#maxBytes) {
      for (const { path, bytes } of files.sort((left, right) => left.usedMs - right.usedMs)) {
        if (size <= this.#maxBytes * KEPT_SHARE) break;
        await rm(path, { force: true }).catch(() => undefined);
        size -= bytes;
      }
    }
    this.#size = size;
    this.#written = 0;
  }

  #addressPath(address: string): string {
    const hash = createHash('sha256').update(address).digest('hex');
    return join(this.#dir, 'addresses', hash.slice(0, 2), `${hash}.json`);
  }

  #photoPath(contentHash: string): string {
    return join(this.#dir, 'photos', contentHash.slice(0, 2), contentHash);
  }
}

async function readEntry(path: string): Promise<Entry | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const entry = JSON.parse(text) as Partial<Entry>;
    return /^[0-9a-f]{64}$/u.test(entry.contentHash ?? '') ? (entry as Entry) : undefined;
  } catch {
    return undefined;
  }
}
