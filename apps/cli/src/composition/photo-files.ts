import { readFile } from 'node:fs/promises';
import type { ImageInputSpec, PixelImage } from '@kindred/embedding-model';
import type { FetchedPhoto, PhotoFetchOptions, PhotoLoader } from '@kindred/embedding-pipeline';
import { decodeImage, type ImageSource } from '@kindred/image-source';
import { PhotoNotReadableError } from '../errors.ts';
import { rememberProblem, type MediaProblems } from './media-problems.ts';

/** Reads and decodes photos by the rules of an {@link ImageSource}, and remembers which it could not. */
export class SourcePhotoLoader implements PhotoLoader {
  readonly #problems: MediaProblems;
  readonly #source: ImageSource;
  readonly #input: ImageInputSpec;

  /** @param problems is added to */
  constructor(source: ImageSource, input: ImageInputSpec, problems: MediaProblems) {
    this.#source = source;
    this.#input = input;
    this.#problems = problems;
  }

  fetch(url: string, options: PhotoFetchOptions = {}): Promise<FetchedPhoto> {
    return this.#source.load(url, options).catch((error: unknown) => {
      if (options.signal?.aborted !== true) rememberProblem(this.#problems, url, error);
      throw error;
    });
  }

  decode(bytes: Uint8Array, url: string): Promise<PixelImage> {
    return decodeImage(bytes, this.#input).catch((error: unknown) => {
      rememberProblem(this.#problems, url, error);
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
}

/** A photo from a path that the person at the keyboard named: it may lie anywhere. @throws PhotoNotReadableError, ImageSourceError */
export async function readPhotoFile(path: string, input: ImageInputSpec): Promise<PixelImage> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new PhotoNotReadableError(path, error);
  });
  return decodeImage(bytes, input);
}
