import {
  checkTexts,
  ModelClosedError,
  type EmbeddingMatrix,
  type EmbedOptions,
  type TextEmbeddingModel,
  type TextEmbeddingModelSpec,
} from '@kindred/embedding-model';
import type { EncoderThread } from './encoder-thread.ts';
import { EncodingCall } from './encoding-call.ts';
import { planTextChunks } from './text-chunks.ts';

export interface OnnxTextModelOptions {
  readonly spec: TextEmbeddingModelSpec;
  readonly thread: EncoderThread;
  readonly timeoutMs: number;
  /** Called once, when this model is closed. */
  readonly onClose: () => Promise<void>;
}

/** The text half of the encoder thread. Bulk calls are cut into chunks; a single text is urgent. */
export class OnnxTextEmbeddingModel implements TextEmbeddingModel {
  readonly spec: TextEmbeddingModelSpec;
  readonly #options: OnnxTextModelOptions;
  #closing: Promise<void> | undefined;

  constructor(options: OnnxTextModelOptions) {
    this.spec = options.spec;
    this.#options = options;
  }

  embedDocuments(texts: readonly string[], options: EmbedOptions = {}): Promise<EmbeddingMatrix> {
    return this.#embed(texts, this.spec.documentPrefix, options.signal);
  }

  async embedQuery(text: string, options: EmbedOptions = {}): Promise<Float32Array> {
    return (await this.#embed([text], this.spec.queryPrefix, options.signal)).data;
  }

  /** Calls that are still running are rejected with ModelClosedError once both models are closed. */
  async close(): Promise<void> {
    await (this.#closing ??= this.#options.onClose());
  }

  async #embed(texts: readonly string[], prefix: string, signal: AbortSignal | undefined): Promise<EmbeddingMatrix> {
    if (this.#closing !== undefined) throw new ModelClosedError(this.spec.modelId);
    checkTexts(texts, signal);
    const { dimension, maxTokens } = this.spec;
    if (texts.length === 0) return { rows: 0, dimension, data: new Float32Array(0) };
    const prefixed = texts.map((text) => prefix + text);
    const chunks = planTextChunks(prefixed, maxTokens).map((rows) => ({
      rows,
      input: () => ({ kind: 'text', texts: rows.map((row) => prefixed[row] ?? '') }) as const,
    }));
    const urgent = texts.length === 1;
    const { thread, timeoutMs } = this.#options;
    const call = new EncodingCall({ chunks, rows: texts.length, dimension, urgent, timeoutMs, signal });
    const data = await thread.submit(call);
    return { rows: texts.length, dimension, data };
  }
}
