import type { PcmClip } from '@kindred/embedding-model';

/** A clip of sound read and decoded for the audio model: at the rate of its `spec.clip`. */
export interface LoadedClip {
  /** SHA-256 (hex) of the clip's bytes as they were read, before decoding. */
  readonly contentHash: string;
  readonly clip: PcmClip;
}

/**
 * Reads and decodes the clips of items. Whoever makes one gives it its own time limit per clip and its own rules about which URLs
 * may be read.
 */
export interface ClipLoader {
  /** Rejects with an error whose message is a sentence for people: it is shown beside the clip. */
  load(url: string, signal?: AbortSignal): Promise<LoadedClip>;
  /** The hash of a clip's bytes where that costs no download and no decoding (files, data URLs, uploads), else undefined. */
  findContentHash?(url: string, signal?: AbortSignal): Promise<string | undefined>;
}
