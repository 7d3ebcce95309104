import type { ImageEmbeddingModel, PixelImage } from '@kindred/embedding-model';
import { embedEach, type EmbedOutcome } from '../embed-each.ts';
import { reasonOf } from '../errors.ts';
import { BatchFormer } from '../stages/batch-former.ts';
import { Semaphore } from '../stages/semaphore.ts';
import { StagedPipeline } from '../stages/staged-pipeline.ts';
import type { PhotoLimits } from './photo-limits.ts';
import type { PhotoLoader } from './photo-loader.ts';
import { RecentVectors } from './recent-vectors.ts';

export interface PhotoEncoderOptions {
  readonly loader: PhotoLoader;
  readonly model: ImageEmbeddingModel;
  /** Content hash → vector, of photos whose block is stored. */
  readonly findStored: (hashes: readonly string[]) => Promise<ReadonlyMap<string, Float32Array>>;
  readonly limits: PhotoLimits;
}

/** What a photo came to, or why it has no vector. */
export type EncodedPhoto =
  | {
      readonly contentHash: string;
      readonly vector: Float32Array;
      /** Whether its block was stored before. */
      readonly isStored: boolean;
    }
  | { readonly failure: string };

/** What a photo takes of the memory for photos. */
interface PhotoMemory {
  reserve(bytes: number): Promise<void>;
  /** Gives back all but what is still needed. */
  release(needed?: number): void;
}

/** A photo on its way; what a stage makes of it is added. */
interface PhotoOnItsWay {
  readonly url: string;
  readonly memory: PhotoMemory;
}
type Fetched = PhotoOnItsWay & { readonly bytes: Uint8Array; readonly contentHash: string };
type Encoded = Extract<EncodedPhoto, { readonly vector: unknown }>;
type Decoded = { readonly contentHash: string; readonly pixels: PixelImage };

/** Something about this photo, not about the model or the store. */
class PhotoFailure extends Error {}

const MOST_LOOKED_UP = 32;
const LOOK_UP_LINGER_MS = 20;
const RECENT_VECTORS = 256;

/**
 * From address to vector: read, looked up, decoded, encoded. All callers share the stages, so the model gets batches of photos of several
 * items and calls, and neither more photos nor more bytes than the limits are held, whatever their number and size.
 */
export class PhotoEncoder {
  readonly #options: PhotoEncoderOptions;
  readonly #memory: Semaphore;
  readonly #recent = new RecentVectors(RECENT_VECTORS);
  readonly #lookUps: BatchFormer<string, Float32Array | undefined>;
  readonly #batches: BatchFormer<PixelImage, EmbedOutcome>;
  readonly #pipeline: StagedPipeline<PhotoOnItsWay, EncodedPhoto>;
  #fetching = 0;

  constructor(options: PhotoEncoderOptions) {
    this.#options = options;
    const { fetches, decodes, batchSize, batches, bytes } = options.limits;
    this.#memory = new Semaphore(bytes);
    this.#lookUps = new BatchFormer({
      maxBatch: MOST_LOOKED_UP,
      concurrency: 2,
      lingerMs: LOOK_UP_LINGER_MS,
      expectsMore: () => this.#fetching > 0,
      work: async (hashes) => {
        const stored = await options.findStored(hashes);
        return hashes.map((hash) => stored.get(hash));
      },
    });
    this.#batches = new BatchFormer({
      maxBatch: batchSize,
      concurrency: batches,
      work: (pixels, signal) =>
        embedEach(pixels, (batch) => options.model.embedImages(batch, { signal, isBulk: true }), { batchSize, signal }),
    });
    this.#pipeline = StagedPipeline.of<PhotoOnItsWay, Fetched>({
      concurrency: fetches,
      queue: 0,
      work: (photo, signal) => this.#fetch(photo, signal),
    })
      .into<Fetched | Encoded>({
        concurrency: MOST_LOOKED_UP,
        queue: 0,
        work: (photo, signal) => this.#lookUp(photo, signal),
      })
      .into<Decoded | Encoded>({ concurrency: decodes, queue: decodes, work: (photo) => this.#decode(photo) })
      .into<EncodedPhoto>({
        // One batch more, so that it is there when another ends.
        concurrency: batchSize * (batches + 1),
        queue: 0,
        work: (photo, signal) => this.#encode(photo, signal),
      });
  }

  /** @throws what the model throws when it fails for all photos of a batch; what the store throws; the signal's reason */
  async encode(url: string, signal?: AbortSignal): Promise<EncodedPhoto> {
    let release: PhotoMemory['release'] = () => undefined;
    const memory: PhotoMemory = {
      reserve: async (bytes) => {
        release();
        release = await this.#memory.acquire(bytes, signal);
      },
      release: (needed) => release(needed),
    };
    try {
      return await this.#pipeline.run({ url, memory }, signal);
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof PhotoFailure) return { failure: error.message };
      throw error;
    } finally {
      release();
    }
  }

  async #fetch(photo: PhotoOnItsWay, signal: AbortSignal | undefined): Promise<Fetched> {
    this.#fetching += 1;
    try {
      const { reserve } = photo.memory;
      const fetched = await this.#options.loader.fetch(photo.url, {
        reserve,
        ...(signal === undefined ? {} : { signal }),
      });
      photo.memory.release(fetched.bytes.length);
      return { ...photo, ...fetched };
    } catch (error) {
      throw new PhotoFailure(reasonOf(error));
    } finally {
      this.#fetching -= 1;
    }
  }

  async #lookUp(photo: Fetched, signal: AbortSignal | undefined): Promise<Fetched | Encoded> {
    const { contentHash, memory } = photo;
    const recent = this.#recent.find(contentHash);
    const vector = recent ?? (await this.#lookUps.run(contentHash, signal));
    if (vector === undefined) return photo;
    memory.release();
    return { contentHash, vector, isStored: recent === undefined };
  }

  async #decode(photo: Fetched | Encoded): Promise<Decoded | Encoded> {
    if ('vector' in photo) return photo;
    try {
      const pixels = await this.#options.loader.decode(photo.bytes, photo.url);
      freeAtOnce(photo.bytes);
      return { contentHash: photo.contentHash, pixels };
    } catch (error) {
      throw new PhotoFailure(reasonOf(error));
    } finally {
      photo.memory.release();
    }
  }

  async #encode(photo: Decoded | Encoded, signal: AbortSignal | undefined): Promise<EncodedPhoto> {
    if ('vector' in photo) return photo;
    const { contentHash, pixels } = photo;
    const outcome = await this.#recent.encodeOnce(contentHash, () => this.#batches.run(pixels, signal));
    return 'vector' in outcome ? { contentHash, vector: outcome.vector, isStored: false } : outcome;
  }
}

/** Frees memory that is these bytes' alone, instead of waiting until so much has gathered that it is looked for. */
function freeAtOnce({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength && !buffer.detached) buffer.transfer(0);
}
