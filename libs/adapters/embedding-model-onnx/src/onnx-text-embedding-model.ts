import {
  checkTexts,
  ModelClosedError,
  type EmbeddingMatrix,
  type EmbedOptions,
  type TextEmbeddingModel,
  type TextEmbeddingModelSpec,
} from '@kindred/embedding-model';
import type { OnnxModelOptions } from './onnx-model-options.ts';
import { batchLimits } from './session/batch-limits.ts';
import type { Device } from './session/devices.ts';
import { EncodingCall } from './thread/encoding-call.ts';
import { planTextChunks } from './thread/text-chunks.ts';

/** Texts in a pool of encoder threads. Bulk calls are cut into chunks; a single text is urgent. */
export class OnnxTextEmbeddingModel implements TextEmbeddingModel {
  readonly spec: TextEmbeddingModelSpec;
  /** Where it computes. */
  readonly device: Device;
  /** As its manifest says; undefined where it says nothing. */
  readonly licence: string | undefined;
  readonly #options: OnnxModelOptions<TextEmbeddingModelSpec>;
  #closing: Promise<void> | undefined;

  constructor(options: OnnxModelOptions<TextEmbeddingModelSpec>) {
    this.spec = options.spec;
    this.device = options.device;
    this.licence = options.licence;
    this.#options = options;
  }

  embedDocuments(texts: readonly string[], options: EmbedOptions = {}): Promise<EmbeddingMatrix> {
    return this.#embed(texts, this.spec.documentPrefix, options);
  }

  async embedQuery(text: string, options: EmbedOptions = {}): Promise<Float32Array> {
    return (await this.#embed([text], this.spec.queryPrefix, options)).data;
  }

  /** Calls that are still running are rejected with ModelClosedError. */
  async close(): Promise<void> {
    await (this.#closing ??= this.#options.onClose());
  }

  async #embed(texts: readonly string[], prefix: string, { signal, isBulk }: EmbedOptions): Promise<EmbeddingMatrix> {
    if (this.#closing !== undefined) throw new ModelClosedError(this.spec.modelId);
    checkTexts(texts, signal);
    const { dimension, maxTokens } = this.spec;
    if (texts.length === 0) return { rows: 0, dimension, data: new Float32Array(0) };
    const prefixed = texts.map((text) => prefix + text);
    const chunks = planTextChunks(prefixed, maxTokens, batchLimits(this.device)).map(({ rows, weight }) => ({
      rows,
      weight,
      input: () => ({ kind: 'text', texts: rows.map((row) => prefixed[row] ?? '') }) as const,
    }));
    const urgent = !(isBulk ?? texts.length > 1);
    const { pool, model, timeoutMs } = this.#options;
    const call = new EncodingCall({ model, chunks, rows: texts.length, dimension, urgent, timeoutMs, signal });
    const data = await pool.submit(call);
    return { rows: texts.length, dimension, data };
  }
}
