import { encoderId, type ImageEmbeddingModel, type PixelImage } from '@kindred/embedding-model';
import { COLOR_HISTOGRAM_DIMENSION, colorHistogram } from '@kindred/evaluation';
import { decodeImage, type ImageSource } from '@kindred/image-source';
import { InterruptedError } from '../errors.ts';
import type { LabelledPhoto, UnreadablePhoto } from './read-photo-list.ts';
import { VectorFiles } from './vector-files.ts';

/** What is known of one photo. */
export interface EncodedPhoto {
  readonly label: string;
  readonly contentHash: string;
  /** Of the encoder: [dimension], unit length. */
  readonly vector: Float32Array;
  /** [512], unit length. */
  readonly histogram: Float32Array;
}

export interface EncodedPhotos {
  readonly photos: readonly EncodedPhoto[];
  readonly unreadable: readonly UnreadablePhoto[];
}

interface ReadPhoto {
  readonly photo: LabelledPhoto;
  readonly contentHash: string;
  readonly histogram: Float32Array;
  /** Where the vector is known already. */
  readonly vector: Float32Array | undefined;
  /** Where it isn't. */
  readonly pixels: PixelImage | undefined;
}

export interface PhotoEncoderParts {
  readonly images: ImageSource;
  readonly model: ImageEmbeddingModel;
  /** Folder of the vectors that are kept. */
  readonly cacheFolder: string;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
}

/** So many photos are decoded while the ones before them are encoded; memory is bounded by twice as many. */
const GROUP = 16;

/** Photos → vectors of an encoder and colour histograms; what was encoded once is taken from disk. */
export class PhotoEncoder {
  readonly #parts: PhotoEncoderParts;
  readonly #vectors: VectorFiles;
  readonly #histograms: VectorFiles;
  /** Photos that the encoder has run on, by this object. */
  encoded = 0;
  #done = 0;

  constructor(parts: PhotoEncoderParts) {
    this.#parts = parts;
    const { spec } = parts.model;
    const { width, height, fit, kernel } = spec.input;
    const pixels = `${String(width)}x${String(height)}|${fit}|${kernel}`;
    this.#vectors = new VectorFiles(parts.cacheFolder, encoderId(spec), spec.dimension);
    this.#histograms = new VectorFiles(parts.cacheFolder, `color-histogram|${pixels}`, COLOR_HISTOGRAM_DIMENSION);
  }

  /** In the order of the list. @throws InterruptedError */
  async encode(list: readonly LabelledPhoto[]): Promise<EncodedPhotos> {
    const photos: EncodedPhoto[] = [];
    const unreadable: UnreadablePhoto[] = [];
    let next = this.#readGroup(list.slice(0, GROUP));
    for (let start = 0; start < list.length; start += GROUP) {
      const group = await next;
      if (this.#parts.signal.aborted) throw new InterruptedError();
      next = this.#readGroup(list.slice(start + GROUP, start + 2 * GROUP));
      const readable = group.filter((read): read is ReadPhoto => 'contentHash' in read);
      unreadable.push(...group.filter((read): read is UnreadablePhoto => 'reason' in read));
      photos.push(...(await this.#encodeGroup(readable)));
      this.#parts.onProgress((this.#done += group.length));
    }
    // Photos that were given up on the way would be told as unreadable.
    if (this.#parts.signal.aborted) throw new InterruptedError();
    return { photos, unreadable };
  }

  #readGroup(list: readonly LabelledPhoto[]): Promise<(ReadPhoto | UnreadablePhoto)[]> {
    return Promise.all(
      list.map((photo) =>
        this.#read(photo).catch((error: unknown) => ({
          file: photo.file,
          reason: error instanceof Error ? error.message : String(error),
        })),
      ),
    );
  }

  async #read(photo: LabelledPhoto): Promise<ReadPhoto> {
    const { images, model, signal } = this.#parts;
    const { bytes, contentHash } = await images.load(photo.url, { signal });
    const [vector, known] = await Promise.all([this.#vectors.find(contentHash), this.#histograms.find(contentHash)]);
    if (vector !== undefined && known !== undefined)
      return { photo, contentHash, vector, histogram: known, pixels: undefined };
    const pixels = await decodeImage(bytes, model.spec.input);
    const histogram = colorHistogram(pixels);
    await this.#histograms.save(contentHash, histogram);
    return { photo, contentHash, histogram, vector, pixels: vector === undefined ? pixels : undefined };
  }

  async #encodeGroup(group: readonly ReadPhoto[]): Promise<EncodedPhoto[]> {
    const fresh = group.flatMap(({ pixels }) => (pixels === undefined ? [] : [pixels]));
    const { model, signal } = this.#parts;
    const { dimension } = model.spec;
    const matrix = fresh.length === 0 ? undefined : await model.embedImages(fresh, { signal });
    this.encoded += fresh.length;
    let row = 0;
    const photos: EncodedPhoto[] = [];
    for (const { photo, contentHash, histogram, vector: known } of group) {
      const vector = known ?? matrix?.data.slice(row * dimension, ++row * dimension);
      if (vector === undefined) throw new Error(`The encoder gave no vector for '${photo.file}'.`);
      if (known === undefined) await this.#vectors.save(contentHash, vector);
      photos.push({ label: photo.label, contentHash, vector, histogram });
    }
    return photos;
  }
}
