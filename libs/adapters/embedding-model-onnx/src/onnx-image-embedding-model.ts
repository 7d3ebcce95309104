import {
  checkImages,
  ModelClosedError,
  type EmbeddingMatrix,
  type EmbedOptions,
  type ImageEmbeddingModel,
  type ImageEmbeddingModelSpec,
  type PixelImage,
  type TextEmbeddingModel,
} from '@kindred/embedding-model';
import type { OnnxModelOptions } from './onnx-model-options.ts';
import { batchLimits } from './session/batch-limits.ts';
import type { Device } from './session/devices.ts';
import type { ModelInput } from './session/model-session.ts';
import { EncodingCall } from './thread/encoding-call.ts';

/** Photos in a pool of encoder threads. Bulk calls are cut into chunks; a single photo is urgent. */
export class OnnxImageEmbeddingModel implements ImageEmbeddingModel {
  readonly spec: ImageEmbeddingModelSpec;
  /** Where it computes. */
  readonly device: Device;
  /** As its manifest says; undefined where it says nothing. */
  readonly licence: string | undefined;
  readonly textTower: TextEmbeddingModel | undefined;
  readonly #options: OnnxModelOptions<ImageEmbeddingModelSpec>;
  #closing: Promise<void> | undefined;

  /** @param textTower of the same space; it is closed by itself */
  constructor(options: OnnxModelOptions<ImageEmbeddingModelSpec>, textTower?: TextEmbeddingModel) {
    this.textTower = textTower;
    this.spec = options.spec;
    this.device = options.device;
    this.licence = options.licence;
    this.#options = options;
  }

  async embedImages(images: readonly PixelImage[], { signal }: EmbedOptions = {}): Promise<EmbeddingMatrix> {
    if (this.#closing !== undefined) throw new ModelClosedError(this.spec.modelId);
    checkImages(images, this.spec.input, signal);
    const { dimension } = this.spec;
    if (images.length === 0) return { rows: 0, dimension, data: new Float32Array(0) };
    const size = batchLimits(this.device).photos;
    const chunks = [];
    for (let from = 0; from < images.length; from += size) {
      const part = images.slice(from, from + size);
      const weight = part.length / size;
      chunks.push({ rows: part.map((_, i) => from + i), weight, input: () => packPixels(part) });
    }
    const urgent = images.length === 1;
    const { pool, model, timeoutMs } = this.#options;
    const call = new EncodingCall({ model, chunks, rows: images.length, dimension, urgent, timeoutMs, signal });
    return { rows: images.length, dimension, data: await pool.submit(call) };
  }

  /** Calls that are still running are rejected with ModelClosedError. */
  async close(): Promise<void> {
    await (this.#closing ??= this.#options.onClose());
  }
}

/** Copies the photos into one buffer [count, height, width, 3] of its own, which is then moved to the thread. */
function packPixels(images: readonly PixelImage[]): ModelInput {
  const size = images[0]?.data.length ?? 0;
  const pixels = new Uint8Array(images.length * size);
  images.forEach((image, i) => pixels.set(image.data, i * size));
  return { kind: 'image', count: images.length, pixels };
}
