import type { PixelImage } from '@kindred/embedding-model';

/** A photo as it was read, not decoded yet. */
export interface FetchedPhoto {
  /** Whoever asked for them may free them: the loader keeps them for nobody else. */
  readonly bytes: Uint8Array;
  /** SHA-256 (hex) of the bytes. */
  readonly contentHash: string;
}

export interface PhotoFetchOptions {
  readonly signal?: AbortSignal;
  /**
   * Called as soon as it is known how many bytes are to be read, and again for each further try; reading waits for it. So photos that
   * are read at the same time stay within what memory there is for them.
   */
  readonly reserve?: (bytes: number) => Promise<void>;
}

/**
 * Reads and decodes the photos of items. Whoever makes one gives it the image model's `spec.input`, its own time limits per
 * photo and its own rules about which URLs may be read. Errors have a message that is a sentence for people: it is shown beside the photo.
 */
export interface PhotoLoader {
  fetch(url: string, options?: PhotoFetchOptions): Promise<FetchedPhoto>;
  /** Prepares a photo as the image model's `spec.input` says. @param url where the bytes come from */
  decode(bytes: Uint8Array, url: string): Promise<PixelImage>;
  /**
   * The hash of a photo's bytes where that costs no download and no decoding (files, data URLs, uploads), else undefined.
   * With it, a photo whose bytes changed behind the same URL is noticed.
   */
  findContentHash?(url: string, signal?: AbortSignal): Promise<string | undefined>;
}
