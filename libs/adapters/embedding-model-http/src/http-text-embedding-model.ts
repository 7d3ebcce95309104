import {
  checkTexts,
  type EmbeddingMatrix,
  type EmbedOptions,
  type TextEmbeddingModel,
  type TextEmbeddingModelSpec,
} from '@kindred/embedding-model';
import { checkSettings } from './check-settings.ts';
import { systemEnvironment, type EncoderEnvironment } from './clock.ts';
import type { RemoteTextSettings } from './encoder-settings.ts';
import { RemoteEncoder } from './remote-encoder.ts';

const DEFAULT_MAX_TOKENS = 512;
const DEFAULT_MAX_CHARACTERS = 65_536;

/** A text model on a server. Queries go before documents, and both travel in batches across callers. */
export class HttpTextEmbeddingModel implements TextEmbeddingModel {
  readonly spec: TextEmbeddingModelSpec;
  readonly #encoder: RemoteEncoder<string>;
  readonly #maxCharacters: number;

  private constructor(spec: TextEmbeddingModelSpec, encoder: RemoteEncoder<string>, maxCharacters: number) {
    this.spec = spec;
    this.#encoder = encoder;
    this.#maxCharacters = maxCharacters;
  }

  /** Learns what the server tells of its model and embeds one word, for the dimension. @throws the errors of this adapter */
  static async open(
    settings: RemoteTextSettings,
    environment: EncoderEnvironment = systemEnvironment,
  ): Promise<HttpTextEmbeddingModel> {
    const limits = checkSettings(settings, {});
    const encoder = await RemoteEncoder.open<string>({
      settings,
      modality: 'text',
      limits,
      environment,
      toWire: async (text) => text,
      bytesOf: (text) => Buffer.byteLength(text, 'utf8'),
      probe: 'dimension',
    });
    const { maxCharacters = DEFAULT_MAX_CHARACTERS, queryPrefix = '', documentPrefix = '' } = settings;
    const maxTokens = settings.maxTokens ?? encoder.learned.maxTokens ?? DEFAULT_MAX_TOKENS;
    const cut = maxCharacters === DEFAULT_MAX_CHARACTERS ? '' : `+characters=${String(maxCharacters)}`;
    const revision = encoder.identity.revision + cut;
    const spec = Object.freeze({ ...encoder.identity, revision, maxTokens, queryPrefix, documentPrefix });
    return new HttpTextEmbeddingModel(spec, encoder, maxCharacters);
  }

  embedDocuments(texts: readonly string[], { signal }: EmbedOptions = {}): Promise<EmbeddingMatrix> {
    return this.#embed(texts, this.spec.documentPrefix, { urgent: false, signal });
  }

  async embedQuery(text: string, { signal }: EmbedOptions = {}): Promise<Float32Array> {
    return (await this.#embed([text], this.spec.queryPrefix, { urgent: true, signal })).data;
  }

  /** Open calls are rejected with ModelClosedError. May be called twice. */
  async close(): Promise<void> {
    this.#encoder.close();
  }

  async #embed(
    texts: readonly string[],
    prefix: string,
    options: { readonly urgent: boolean; readonly signal: AbortSignal | undefined },
  ): Promise<EmbeddingMatrix> {
    this.#encoder.checkOpen();
    checkTexts(texts, options.signal);
    const inputs = texts.map((text) => cutCharacters(prefix + text, this.#maxCharacters));
    return { rows: texts.length, dimension: this.spec.dimension, data: await this.#encoder.embed(inputs, options) };
  }
}

/** The first `limit` UTF-16 units, less half a character at the end. */
function cutCharacters(text: string, limit: number): string {
  return text.length <= limit ? text : text.slice(0, limit).replace(/[\uD800-\uDBFF]$/, '');
}
