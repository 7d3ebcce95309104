import { createHash } from 'node:crypto';
import type { ClipInputSpec, PcmClip } from '@kindred/embedding-model';
import type { ClipDecoder } from './clip-decoder.ts';
import { AudioSourceError, ClipLoadAbortedError, ClipUnavailableError } from './errors.ts';
import { sniffAudio } from './sniff-audio.ts';

/** Where bytes come from: gives only files that {@link SOUNDS} accepts, by its own rules about which addresses may be read. */
export interface ClipBytesSource {
  load(
    url: string,
    options?: { readonly signal?: AbortSignal },
  ): Promise<{ readonly bytes: Uint8Array; readonly contentHash: string }>;
}

/** What a source of clips accepts: WAV and MP3, told by their first bytes. */
export const SOUNDS = {
  accept: 'audio/*',
  check: (bytes: Uint8Array): void => void sniffAudio(bytes),
};

export interface ReadClip {
  /** SHA-256 (hex) of the bytes as they were read, before decoding. */
  readonly contentHash: string;
  readonly clip: PcmClip;
}

/** Reads clips and decodes them for an audio model. */
export class ClipReader {
  readonly #source: ClipBytesSource;
  readonly #decoder: ClipDecoder;
  readonly #sampleRate: number;

  constructor(source: ClipBytesSource, decoder: ClipDecoder, { sampleRate }: Pick<ClipInputSpec, 'sampleRate'>) {
    this.#source = source;
    this.#decoder = decoder;
    this.#sampleRate = sampleRate;
  }

  /** @throws AudioSourceError */
  async load(url: string, signal?: AbortSignal): Promise<ReadClip> {
    const { bytes, contentHash } = await this.#loadBytes(url, signal);
    return { contentHash, clip: await this.#decoder.decode(bytes, this.#sampleRate, signal) };
  }

  /** Of bytes at hand, an upload perhaps. @throws AudioSourceError */
  async decode(bytes: Uint8Array, signal?: AbortSignal): Promise<ReadClip> {
    const contentHash = createHash('sha256').update(bytes).digest('hex');
    return { contentHash, clip: await this.#decoder.decode(bytes, this.#sampleRate, signal) };
  }

  /** The hash of a clip's bytes where that costs no download: files, data URLs, uploads; else undefined. */
  async findContentHash(url: string, signal?: AbortSignal): Promise<string | undefined> {
    const upload = /^upload:([0-9a-f]{64})$/.exec(url)?.[1];
    if (upload !== undefined) return upload;
    if (!/^(file|data):/i.test(url)) return undefined;
    return (await this.#loadBytes(url, signal)).contentHash;
  }

  async #loadBytes(url: string, signal?: AbortSignal): ReturnType<ClipBytesSource['load']> {
    try {
      return await this.#source.load(url, signal === undefined ? {} : { signal });
    } catch (error) {
      if (signal?.aborted === true) throw new ClipLoadAbortedError(signal.reason);
      throw error instanceof AudioSourceError ? error : new ClipUnavailableError(error);
    }
  }
}
