import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import * as ort from 'onnxruntime-node';
import type { TextEncoderManifest } from '../manifest/encoder-manifest.ts';
import { batchLimits } from './batch-limits.ts';
import { closingTokens, encodeTokens } from './encode-tokens.ts';
import type { ModelInput } from './model-session.ts';
import type { OpenedSession } from './open-session.ts';
import { unitRows, type OutputReading } from './read-rows.ts';
import { textInputs, type TextInput } from './text-inputs.ts';
import { planTokenBatches } from './token-batches.ts';

type TokenBatch = readonly (readonly [row: number, ids: readonly number[]])[];

export interface LoadedTokenizer {
  readonly tokenizer: Tokenizer;
  /** Id that fills a batch up. */
  readonly paddingId: number;
}

export async function loadTokenizer(
  folder: string,
  { tokenizer: files }: TextEncoderManifest,
): Promise<LoadedTokenizer> {
  const read = async (name: string): Promise<object> =>
    JSON.parse(await readFile(join(folder, name), 'utf8')) as object;
  const config = (await read(files.config)) as { pad_token?: string | { content?: string } | null };
  const tokenizer = new Tokenizer(await read(files.file), config);
  const pad = typeof config.pad_token === 'object' ? config.pad_token?.content : config.pad_token;
  return { tokenizer, paddingId: (pad === undefined ? undefined : tokenizer.token_to_id(pad)) ?? 0 };
}

/** Texts → vectors, as the manifest says: tokens, padded batches of like length, graph, pooling. */
export class TextSession {
  readonly #session: ort.InferenceSession;
  readonly #manifest: TextEncoderManifest;
  readonly #tokens: LoadedTokenizer;
  readonly #closing: number;
  readonly #inputs: readonly TextInput[];
  readonly #reading: OutputReading;
  readonly #limits: { readonly rows: number; readonly paddedTokens: number };

  constructor(opened: OpenedSession, manifest: TextEncoderManifest, tokens: LoadedTokenizer, maxRows: number) {
    this.#session = opened.session;
    this.#manifest = manifest;
    this.#tokens = tokens;
    this.#closing = closingTokens(tokens.tokenizer);
    this.#inputs = textInputs(opened.session.inputMetadata, manifest).inputs;
    this.#reading = { pooling: manifest.pooling, normalise: manifest.normalise, channelsFirst: false };
    const { textsPerRun, tokensPerRun } = batchLimits(opened.device);
    this.#limits = { rows: Math.min(maxRows, textsPerRun), paddedTokens: tokensPerRun };
  }

  /** A text to learn the length of vectors with. */
  probe(): ModelInput {
    return { kind: 'text', texts: ['probe'] };
  }

  async embed(chunks: readonly ModelInput[]): Promise<Float32Array<ArrayBuffer>> {
    const texts = chunks.flatMap((chunk) => (chunk.kind === 'text' ? chunk.texts : []));
    const tokens = texts.map((text) => this.#encode(text));
    const padTo = this.#manifest.padding === 'maxTokens' ? this.#manifest.maxTokens : undefined;
    let out: Float32Array<ArrayBuffer> | undefined;
    for (const batch of planTokenBatches(
      tokens.map((ids) => padTo ?? ids.length),
      this.#limits,
    )) {
      const rows = await this.#run(
        batch.map((index) => [index, tokens[index] ?? []]),
        padTo,
      );
      const dimension = rows.length / batch.length;
      out ??= new Float32Array(texts.length * dimension);
      for (const [i, index] of batch.entries())
        out.set(rows.subarray(i * dimension, (i + 1) * dimension), index * dimension);
    }
    return out ?? new Float32Array(0);
  }

  #encode(text: string): number[] {
    const { maxTokens, lowercase } = this.#manifest;
    const ids = encodeTokens(this.#tokens.tokenizer, lowercase ? text.toLowerCase() : text, {
      maxTokens,
      closing: this.#closing,
    });
    // A tokenizer without special tokens may find nothing in a text of marks only.
    return ids.length === 0 ? [this.#tokens.paddingId] : ids;
  }

  /** One padded batch → [batch.length, dimension]. */
  async #run(batch: TokenBatch, padTo: number | undefined): Promise<Float32Array> {
    const width = padTo ?? Math.max(...batch.map(([, ids]) => ids.length));
    const { output } = this.#manifest;
    const feeds = Object.fromEntries(this.#inputs.map((input) => [input.name, this.#feed(input, batch, width)]));
    const { [output]: result } = await this.#session.run(feeds, [output]);
    const tokensOf = (row: number): number => batch[row]?.[1].length ?? 0;
    return unitRows(result, batch.length, { reading: this.#reading, name: output, tokensOf });
  }

  /** [batch, width] */
  #feed({ role, type }: TextInput, batch: TokenBatch, width: number): ort.Tensor {
    const values = new BigInt64Array(batch.length * width);
    if (role === 'inputIds') values.fill(BigInt(this.#tokens.paddingId));
    if (role !== 'tokenTypeIds')
      for (const [i, [, ids]] of batch.entries())
        for (const [j, id] of ids.entries()) values[i * width + j] = role === 'inputIds' ? BigInt(id) : 1n;
    const shape = [batch.length, width];
    if (type === 'int64') return new ort.Tensor('int64', values, shape);
    return new ort.Tensor('int32', Int32Array.from(values, Number), shape);
  }

  async close(): Promise<void> {
    await this.#session.release();
  }
}
