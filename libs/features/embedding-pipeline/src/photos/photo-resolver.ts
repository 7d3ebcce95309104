import type { BlockStore, Item, ItemBlockReference, ItemImage } from '@kindred/catalog';
import { mapConcurrent } from '../map-concurrent.ts';
import type { PhotoEncoder } from './photo-encoder.ts';
import type { PhotoLoader } from './photo-loader.ts';

export interface ResolvedPhotos {
  /** URL → the image with its content hash, or with the reason why it has none. */
  readonly images: ReadonlyMap<string, ItemImage>;
  /** Content hash → vector, of photos whose block isn't stored. */
  readonly newImages: ReadonlyMap<string, Float32Array>;
  /** Content hash → vector, of the stored blocks that were read on the way. */
  readonly knownImages: ReadonlyMap<string, Float32Array>;
}

/** What is known of the items' photos before any is read. */
export interface StoredPhotos {
  readonly items: ReadonlyMap<string, Item>;
  readonly references: readonly ItemBlockReference[];
}

export interface PhotoResolverOptions {
  readonly loader: Pick<PhotoLoader, 'findContentHash'>;
  readonly encoder: Pick<PhotoEncoder, 'encode'>;
  readonly blocks: BlockStore;
  readonly encoderId: string;
}

/** Photos read for their hash alone. */
const HASHES_AT_A_TIME = 4;

/**
 * Gives items' photos their vectors. A photo of a stored item is not read again if its URL is the same, unless
 * {@link PhotoLoader.findContentHash} says that its bytes are others. Photos that failed before are tried again.
 */
export class PhotoResolver {
  readonly #options: PhotoResolverOptions;

  constructor(options: PhotoResolverOptions) {
    this.#options = options;
  }

  /** One photo's failure doesn't touch the others. @throws what {@link PhotoEncoder.encode} throws, once all photos have ended */
  async resolve(items: readonly Item[], stored: StoredPhotos, signal?: AbortSignal): Promise<ResolvedPhotos> {
    const { encoderId, blocks, encoder } = this.#options;
    const urls = [...new Set(items.flatMap(({ images }) => images.map(({ url }) => url)))];
    const hashes = await this.#currentHashes(urls, hashesOf(stored.items), signal);
    const encoded = encodedHashes(stored.references, encoderId);
    const unsure = [...new Set(hashes.values())].filter((hash) => !encoded.has(hash));
    const knownImages = new Map(unsure.length === 0 ? [] : await blocks.findBlocks(encoderId, unsure));
    const newImages = new Map<string, Float32Array>();
    const images = new Map<string, ItemImage>();
    await allOrCancelled(urls, signal, async (url, either) => {
      const hash = hashes.get(url);
      if (hash !== undefined && (encoded.has(hash) || knownImages.has(hash))) {
        images.set(url, { url, contentHash: hash });
        return;
      }
      const photo = await encoder.encode(url, either);
      if ('vector' in photo) {
        images.set(url, { url, contentHash: photo.contentHash });
        (photo.isStored ? knownImages : newImages).set(photo.contentHash, photo.vector);
      } else images.set(url, { url, failure: photo.failure });
    });
    return { images, newImages, knownImages };
  }

  /** URL → hash of the photos that were read before, as they are now. */
  async #currentHashes(urls: readonly string[], known: ReadonlyMap<string, string>, signal?: AbortSignal) {
    const { loader } = this.#options;
    const hashes = new Map<string, string>();
    await mapConcurrent(urls, HASHES_AT_A_TIME, async (url) => {
      const before = known.get(url);
      if (before === undefined) return;
      // A photo that can't be read now keeps the block it has.
      const current = await loader.findContentHash?.(url, signal).catch(() => undefined);
      signal?.throwIfAborted();
      hashes.set(url, current ?? before);
    });
    return hashes;
  }
}

/** Works on all inputs at the same time; the first failure cancels the rest and is thrown when all have ended. */
async function allOrCancelled<Input>(
  inputs: readonly Input[],
  signal: AbortSignal | undefined,
  work: (input: Input, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const failed = new AbortController();
  const either = signal === undefined ? failed.signal : AbortSignal.any([signal, failed.signal]);
  const failures: unknown[] = [];
  const run = (input: Input): Promise<void> =>
    work(input, either).catch((error: unknown) => {
      failures.push(error);
      failed.abort(error);
    });
  await Promise.all(inputs.map(run));
  if (failures.length > 0) throw failures[0];
}

function hashesOf(items: StoredPhotos['items']): Map<string, string> {
  const images = [...items.values()].flatMap((item) => item.images);
  return new Map(
    images.flatMap(({ url, contentHash, failure }): [string, string][] =>
      contentHash !== undefined && failure === undefined ? [[url, contentHash]] : [],
    ),
  );
}

function encodedHashes(references: readonly ItemBlockReference[], encoderId: string): Set<string> {
  const own = references.filter((reference) => reference.modality === 'image' && reference.encoderId === encoderId);
  return new Set(own.flatMap(({ inputHashes }) => inputHashes));
}
