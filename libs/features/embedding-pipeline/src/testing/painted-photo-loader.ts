import { createHash } from 'node:crypto';
import type { ImageInputSpec, PixelImage } from '@kindred/embedding-model';
import { paintedImage } from '@kindred/embedding-model/testing';
import type { FetchedPhoto, PhotoFetchOptions, PhotoLoader } from '../photos/photo-loader.ts';

/** Paints a photo from the digits in its URL: `https://shop.example/7.jpg`. A URL with `broken` in it can't be read. */
export class PaintedPhotoLoader implements PhotoLoader {
  readonly #input: ImageInputSpec;
  /** URLs in the order in which they were fetched. */
  readonly loaded: string[] = [];
  /** URL → seed of the bytes behind it, instead of the digits in the URL. */
  readonly replaced = new Map<string, number>();

  constructor(input: ImageInputSpec) {
    this.#input = input;
  }

  async fetch(url: string, { signal }: PhotoFetchOptions = {}): Promise<FetchedPhoto> {
    signal?.throwIfAborted();
    this.loaded.push(url);
    if (url.includes('broken')) throw new Error(`The photo at ${url} is not an image.`);
    const seed = this.#seedOf(url);
    return { contentHash: hashOf(seed), bytes: Uint8Array.from(new TextEncoder().encode(String(seed))) };
  }

  async decode(bytes: Uint8Array): Promise<PixelImage> {
    return paintedImage(this.#input, Number(new TextDecoder().decode(bytes)));
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
