import type { BlockStore, Item, ItemBlockReference, ItemImage } from '@kindred/catalog';
import type { PixelImage } from '@kindred/embedding-model';
import { reasonOf } from './errors.ts';
import { mapConcurrent } from './map-concurrent.ts';
import type { PhotoLoader } from './photo-loader.ts';

export interface ResolvedPhotos {
  /** URL → the image with its content hash, or with the reason why it has none. */
  readonly images: ReadonlyMap<string, ItemImage>;
  /** Content hash → photo, for photos whose block isn't stored. */
  readonly pixels: ReadonlyMap<string, PixelImage>;
  /** Content hash → vector, of the blocks that were read on the way. */
  readonly knownImages: ReadonlyMap<string, Float32Array>;
}

/** What is known of the items' photos before any is read. */
export interface StoredPhotos {
  readonly items: ReadonlyMap<string, Item>;
  readonly references: readonly ItemBlockReference[];
}

export interface PhotoResolverOptions {
  readonly loader: PhotoLoader;
  readonly blocks: BlockStore;
  readonly encoderId: string;
  /** How many photos are read and decoded at a time. */
  readonly concurrency: number;
}

/**
 * Finds out which photos must be decoded. A photo of a stored item is not read again if its URL is the same, unless
 * {@link PhotoLoader.findContentHash} says that its bytes are others. Photos that failed before are tried again.
 */
export class PhotoResolver {
  readonly #options: PhotoResolverOptions;

  constructor(options: PhotoResolverOptions) {
    this.#options = options;
  }

  /** One photo's failure doesn't touch the others. @throws the signal's reason when it is aborted */
  async resolve(items: readonly Item[], stored: StoredPhotos, signal?: AbortSignal): Promise<ResolvedPhotos> {
    const { encoderId, concurrency, blocks } = this.#options;
    const urls = [...new Set(items.flatMap(({ images }) => images.map(({ url }) => url)))];
    const hashes = await this.#findHashes(urls, stored.items, signal);
    const encoded = encodedHashes(stored.references, encoderId);
    const unsure = [...new Set(hashes.values())].filter((hash) => !encoded.has(hash));
    const knownImages = new Map(unsure.length === 0 ? [] : await blocks.findBlocks(encoderId, unsure));
    const pixels = new Map<string, PixelImage>();
    const images = new Map<string, ItemImage>();
    await mapConcurrent(urls, concurrency, async (url) => {
      const hash = hashes.get(url);
      const isEncoded = hash !== undefined && (encoded.has(hash) || knownImages.has(hash));
      images.set(url, isEncoded ? { url, contentHash: hash } : await this.#load(url, pixels, signal));
    });
    await this.#dropStored(pixels, knownImages);
    return { images, pixels, knownImages };
  }

  async #findHashes(urls: readonly string[], items: StoredPhotos['items'], signal?: AbortSignal) {
    const { loader, concurrency } = this.#options;
    const hashes = new Map<string, string>();
    for (const { images } of items.values())
      for (const { url, contentHash, failure } of images)
        if (contentHash !== undefined && failure === undefined) hashes.set(url, contentHash);
    await mapConcurrent(urls, concurrency, async (url) => {
      // A photo that can't be read now keeps the block it has; a new one fails in #load with the reason.
      const current = await loader.findContentHash?.(url, signal).catch(() => undefined);
      signal?.throwIfAborted();
      if (current !== undefined) hashes.set(url, current);
    });
    return hashes;
  }

  async #load(url: string, pixels: Map<string, PixelImage>, signal?: AbortSignal): Promise<ItemImage> {
    signal?.throwIfAborted();
    try {
      const photo = await this.#options.loader.load(url, signal);
      pixels.set(photo.contentHash, photo.pixels);
      return { url, contentHash: photo.contentHash };
    } catch (error) {
      signal?.throwIfAborted();
      return { url, failure: reasonOf(error) };
    }
  }

  /** Photos whose hash was known only after reading them may be stored already, under another URL. */
  async #dropStored(pixels: Map<string, PixelImage>, knownImages: Map<string, Float32Array>): Promise<void> {
    if (pixels.size === 0) return;
    const stored = await this.#options.blocks.findBlocks(this.#options.encoderId, [...pixels.keys()]);
    for (const [hash, vector] of stored) {
      pixels.delete(hash);
      knownImages.set(hash, vector);
    }
  }
}

function encodedHashes(references: readonly ItemBlockReference[], encoderId: string): Set<string> {
  const own = references.filter((reference) => reference.modality === 'image' && reference.encoderId === encoderId);
  return new Set(own.flatMap(({ inputHashes }) => inputHashes));
}
