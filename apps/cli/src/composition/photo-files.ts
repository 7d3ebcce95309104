import { readFile } from 'node:fs/promises';
import type { ImageInputSpec, PixelImage } from '@kindred/embedding-model';
import type { FetchedPhoto, PhotoFetchOptions, PhotoLoader } from '@kindred/embedding-pipeline';
import { decodeImage, type ImageSource } from '@kindred/image-source';
import { PhotoNotReadableError } from '../errors.ts';

/** Photos that could not be read: how many, and the first reasons. */
export interface PhotoProblems {
  count: number;
  readonly first: { readonly url: string; readonly reason: string }[];
}

const SHOWN = 10;

/** Reads and decodes photos by the rules of an {@link ImageSource}, and remembers which it could not. */
export class SourcePhotoLoader implements PhotoLoader {
  readonly #problems: PhotoProblems;
  readonly #source: ImageSource;
  readonly #input: ImageInputSpec;

  /** @param problems is added to */
  constructor(source: ImageSource, input: ImageInputSpec, problems: PhotoProblems) {
    this.#source = source;
    this.#input = input;
    this.#problems = problems;
  }

  fetch(url: string, options: PhotoFetchOptions = {}): Promise<FetchedPhoto> {
    return this.#source.load(url, options).catch((error: unknown) => {
      if (options.signal?.aborted !== true) this.#remember(url, error);
      throw error;
    });
  }

  decode(bytes: Uint8Array, url: string): Promise<PixelImage> {
    return decodeImage(bytes, this.#input).catch((error: unknown) => {
      this.#remember(url, error);
      throw error;
    });
  }

  async findContentHash(url: string, signal?: AbortSignal): Promise<string | undefined> {
    const upload = /^upload:([0-9a-f]{64})$/.exec(url)?.[1];
    if (upload !== undefined) return upload;
    if (!/^(file|data):/i.test(url)) return undefined;
    const { contentHash } = await this.#source.load(url, signal === undefined ? {} : { signal });
    return contentHash;
  }

  #remember(url: string, error: unknown): void {
    this.#problems.count += 1;
    const reason = error instanceof Error ? error.message : String(error);
    const shown = url.startsWith('data:') ? `${url.slice(0, 30)}…` : url;
    if (this.#problems.first.length < SHOWN) this.#problems.first.push({ url: shown, reason });
  }
}

/** A photo from a path that the person at the keyboard named: it may lie anywhere. @throws PhotoNotReadableError, ImageSourceError */
export async function readPhotoFile(path: string, input: ImageInputSpec): Promise<PixelImage> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new PhotoNotReadableError(path, error);
  });
  return decodeImage(bytes, input);
}
