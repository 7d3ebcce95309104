import type { PixelImage } from '@kindred/embedding-model';

/** A photo read and prepared as the image model's `spec.input` says. */
export interface LoadedPhoto {
  /** SHA-256 (hex) of the photo's bytes as they were read, before decoding. */
  readonly contentHash: string;
  readonly pixels: PixelImage;
}

/**
 * Reads and decodes the photos of items. Whoever makes one gives it the image model's `spec.input`, its own time limit per
 * photo and its own rules about which URLs may be read.
 */
export interface PhotoLoader {
  /** Rejects with an error whose message is a sentence for people: it is shown beside the photo. */
  load(url: string, signal?: AbortSignal): Promise<LoadedPhoto>;
  /**
   * The hash of a photo's bytes where that costs no download and no decoding (files, data URLs, uploads), else undefined.
   * With it, a photo whose bytes changed behind the same URL is noticed, and a photo known under another URL isn't decoded.
   */
  findContentHash?(url: string, signal?: AbortSignal): Promise<string | undefined>;
}
