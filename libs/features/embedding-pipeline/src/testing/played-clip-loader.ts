import { createHash } from 'node:crypto';
import { playedClip } from '@kindred/embedding-model/testing';
import type { ClipLoader, LoadedClip } from '../audio/clip-loader.ts';

/** Plays a clip from the digits in its URL: `https://shop.example/7.mp3`. A URL with `broken` in it can't be read. */
export class PlayedClipLoader implements ClipLoader {
  readonly #sampleRate: number;
  /** URLs in the order in which they were loaded. */
  readonly loaded: string[] = [];
  /** URL → seed of the sound behind it, instead of the digits in the URL. */
  readonly replaced = new Map<string, number>();

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate;
  }

  async load(url: string, signal?: AbortSignal): Promise<LoadedClip> {
    signal?.throwIfAborted();
    this.loaded.push(url);
    if (url.includes('broken')) throw new Error(`The clip at ${url} is not sound.`);
    const seed = this.#seedOf(url);
    return { contentHash: hashOf(seed), clip: playedClip(this.#sampleRate, 0.7, seed) };
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
    .update(`clip ${String(seed)}`)
    .digest('hex');
}
