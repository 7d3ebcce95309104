import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import { bundledImageSpec, IMAGE_MODEL, ONNX_FILE } from './bundled-specs.ts';
import type { EncoderWorkerData } from './encoder-protocol.ts';
import { sessionOptions } from './session-options.ts';

/** EfficientNet-Lite2: the graph itself casts, transposes, scales to (x - 127) / 128, pools and normalises. */
export class ImageSession {
  readonly #session: ort.InferenceSession;

  private constructor(session: ort.InferenceSession) {
    this.#session = session;
  }

  static async open({ modelsDir, threads }: EncoderWorkerData): Promise<ImageSession> {
    const file = join(modelsDir, IMAGE_MODEL, ONNX_FILE);
    return new ImageSession(await ort.InferenceSession.create(file, sessionOptions(threads)));
  }

  /** pixels [count, 260, 260, 3], RGB → [count, 1280], unit length. */
  async embed(count: number, pixels: Uint8Array): Promise<Float32Array<ArrayBuffer>> {
    const { dimension, input } = bundledImageSpec('');
    const tensor = new ort.Tensor('uint8', pixels, [count, input.height, input.width, 3]);
    const { embedding } = await this.#session.run({ pixels: tensor });
    const rows = Float32Array.from(embedding?.data as Float32Array);
    embedding?.dispose();
    if (rows.length !== count * dimension || !rows.every(Number.isFinite))
      throw new Error('the model gave unusable numbers.');
    return rows;
  }

  async close(): Promise<void> {
    await this.#session.release();
  }
}
