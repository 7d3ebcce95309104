import * as ort from 'onnxruntime-node';
import type { ImageEncoderManifest } from '../manifest/encoder-manifest.ts';
import { batchLimits } from './batch-limits.ts';
import type { ModelInput } from './model-session.ts';
import type { OpenedSession } from './open-session.ts';
import { pixelPreparation, type PixelPreparation } from './pixel-tensor.ts';
import { unitRows, type OutputReading } from './read-rows.ts';

/** Pixels → vectors, as the manifest says. */
export class ImageSession {
  readonly #session: ort.InferenceSession;
  readonly #manifest: ImageEncoderManifest;
  readonly #prepare: PixelPreparation;
  readonly #reading: OutputReading;
  readonly #rowsPerRun: number;

  constructor({ session, device }: OpenedSession, manifest: ImageEncoderManifest, maxRows: number) {
    this.#session = session;
    this.#manifest = manifest;
    this.#prepare = pixelPreparation(manifest);
    const { pooling, normalise, layout } = manifest;
    this.#reading = { pooling, normalise, channelsFirst: layout === 'NCHW' };
    this.#rowsPerRun = Math.min(maxRows, batchLimits(device).photosPerRun);
  }

  /** A photo of a grey ramp, to learn the length of vectors with. */
  probe(): ModelInput {
    const { width, height } = this.#manifest;
    return {
      kind: 'image',
      count: 1,
      pixels: Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 7) % 256),
    };
  }

  async embed(chunks: readonly ModelInput[]): Promise<Float32Array<ArrayBuffer>> {
    const photos = chunks.filter((chunk) => chunk.kind === 'image');
    const count = photos.reduce((sum, photo) => sum + photo.count, 0);
    const pixels = photos.length === 1 ? photos[0]?.pixels : Buffer.concat(photos.map((photo) => photo.pixels));
    const size = (pixels?.length ?? 0) / count;
    let out: Float32Array<ArrayBuffer> | undefined;
    for (let from = 0; from < count; from += this.#rowsPerRun) {
      const to = Math.min(count, from + this.#rowsPerRun);
      const rows = await this.#run(pixels?.subarray(from * size, to * size) ?? new Uint8Array(0), to - from);
      out ??= new Float32Array((rows.length / (to - from)) * count);
      out.set(rows, (rows.length / (to - from)) * from);
    }
    return out ?? new Float32Array(0);
  }

  /** pixels [count, height, width, 3] → [count, dimension] */
  async #run(pixels: Uint8Array, count: number): Promise<Float32Array> {
    const { input, layout, width, height, output } = this.#manifest;
    const shape = layout === 'NCHW' ? [count, 3, height, width] : [count, height, width, 3];
    const tensor = new ort.Tensor(input.type, this.#prepare(pixels, count), shape);
    const { [output]: result } = await this.#session.run({ [input.name]: tensor }, [output]);
    return unitRows(result, count, { reading: this.#reading, name: output });
  }

  async close(): Promise<void> {
    await this.#session.release();
  }
}
