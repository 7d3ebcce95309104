import {
  checkImages,
  ModelClosedError,
  type EmbeddingMatrix,
  type EmbedOptions,
  type ImageEmbeddingModel,
  type ImageEmbeddingModelSpec,
  type PixelImage,
} from '@kindred/embedding-model';
import type { EncoderThread } from './encoder-thread.ts';
import type { ChunkInput } from './encoder-protocol.ts';
import { EncodingCall } from './encoding-call.ts';

/** Two photos a run were fastest; four and more are slower per photo (README). */
const PHOTOS_PER_CHUNK = 2;

export interface OnnxImageModelOptions {
  readonly spec: ImageEmbeddingModelSpec;
  readonly thread: EncoderThread;
  readonly timeoutMs: number;
  /** Called once, when this model is closed. */
  readonly onClose: () => Promise<void>;
}

/** The photo half of the encoder thread. Bulk calls are cut into chunks; a single photo is urgent. */
export class OnnxImageEmbeddingModel implements ImageEmbeddingModel {
  readonly spec: ImageEmbeddingModelSpec;
  readonly #options: OnnxImageModelOptions;
  #closing: Promise<void> | undefined;

  constructor(options: OnnxImageModelOptions) {
    this.spec = options.spec;
    this.#options = options;
  }

  async embedImages(images: readonly PixelImage[], { signal }: EmbedOptions = {}): Promise<EmbeddingMatrix> {
    if (this.#closing !== undefined) throw new ModelClosedError(this.spec.modelId);
    checkImages(images, this.spec.input, signal);
    const { dimension } = this.spec;
    if (images.length === 0) return { rows: 0, dimension, data: new Float32Array(0) };
    const chunks = [];
    for (let from = 0; from < images.length; from += PHOTOS_PER_CHUNK) {
      const part = images.slice(from, from + PHOTOS_PER_CHUNK);
      chunks.push({ rows: part.map((_, i) => from + i), input: () => packPixels(part) });
    }
    const urgent = images.length === 1;
    const { thread, timeoutMs } = this.#options;
    const call = new EncodingCall({ chunks, rows: images.length, dimension, urgent, timeoutMs, signal });
    return { rows: images.length, dimension, data: await thread.submit(call) };
  }

  /** Calls that are still running are rejected with ModelClosedError once both models are closed. */
  async close(): Promise<void> {
    await (this.#closing ??= this.#options.onClose());
  }
}

/** Copies the photos into one buffer [count, height, width, 3] of its own, which is then moved to the thread. */
function packPixels(images: readonly PixelImage[]): ChunkInput {
  const size = images[0]?.data.length ?? 0;
  const pixels = new Uint8Array(images.length * size);
  images.forEach((image, i) => pixels.set(image.data, i * size));
  return { kind: 'image', count: images.length, pixels };
}
