import { createHash } from 'node:crypto';
import type { ImageInputSpec } from '@kindred/embedding-model';
import { paintedImage } from '@kindred/embedding-model/testing';
import type { LoadedPhoto, PhotoLoader } from '../photo-loader.ts';

/** Paints a photo from the digits in its URL: `https://shop.example/7.jpg`. A URL with `broken` in it can't be read. */
export class PaintedPhotoLoader implements PhotoLoader {
  readonly #input: ImageInputSpec;
  /** URLs in the order in which they were loaded. */
  readonly loaded: string[] = [];
  /** URL → seed of the bytes behind it, instead of the digits in the URL. */
  readonly replaced = new Map<string, number>();

  constructor(input: ImageInputSpec) {
    this.#input = input;
  }

  async load(url: string, signal?: AbortSignal): Promise<LoadedPhoto> {
    signal?.throwIfAborted();
    this.loaded.push(url);
    if (url.includes('broken')) throw new Error(`The photo at ${url} is not an image.`);
    const seed = this.#seedOf(url);
    return { contentHash: hashOf(seed), pixels: paintedImage(this.#input, seed) };
  }

  /** Known for `file:` URLs, as for files on disk. */
  async findContentHash(url: string): Promise<string | undefined> {
    return url.startsWith('file:') && !url.includes('broken') ? hashOf(this.#seedOf(url)) : undefined;
  }

  #seedOf(url: string): number {
    return this.replaced.get(url) ?? Number(/\d+/.exec(url)?.[0] ?? 0);
  }
}

function hashOf(seed: number): string {
  return createHash('sha256')
    .update(`photo ${String(seed)}`)
    .digest('hex');
}
