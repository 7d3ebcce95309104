import { readFile } from 'node:fs/promises';
import type { ClipReader } from '@kindred/audio-source';
import type { PcmClip } from '@kindred/embedding-model';
import type { ClipLoader, LoadedClip } from '@kindred/embedding-pipeline';
import type { ImageSource } from '@kindred/image-source';
import { ClipNotReadableError } from '../errors.ts';
import { rememberProblem, type MediaProblems } from './media-problems.ts';

/** Reads and decodes clips, and remembers which it could not. */
export class SourceClipLoader implements ClipLoader {
  readonly problems: MediaProblems = { count: 0, first: [] };
  /** Where their bytes come from, and are kept. */
  readonly source: ImageSource;
  readonly #reader: ClipReader;

  constructor(reader: ClipReader, source: ImageSource) {
    this.#reader = reader;
    this.source = source;
  }

  async load(url: string, signal?: AbortSignal): Promise<LoadedClip> {
    try {
      return await this.#reader.load(url, signal);
    } catch (error) {
      if (signal?.aborted !== true) rememberProblem(this.problems, url, error);
      throw error;
    }
  }

  findContentHash(url: string, signal?: AbortSignal): Promise<string | undefined> {
    return this.#reader.findContentHash(url, signal);
  }

  /** A clip from a path that the person at the keyboard named: it may lie anywhere. @throws ClipNotReadableError, AudioSourceError */
  async readFile(path: string): Promise<PcmClip> {
    const bytes = await readFile(path).catch((error: unknown) => {
      throw new ClipNotReadableError(path, error);
    });
    return (await this.#reader.decode(bytes)).clip;
  }
}
