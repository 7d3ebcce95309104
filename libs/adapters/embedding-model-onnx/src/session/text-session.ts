import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import * as ort from 'onnxruntime-node';
import { bundledTextSpec, ONNX_FILE, TEXT_MODEL } from './bundled-specs.ts';
import { encodeTokens } from './encode-tokens.ts';
import type { EncoderWorkerData } from './encoder-protocol.ts';
import { meanPool } from './mean-pool.ts';
import { sessionOptions } from './session-options.ts';
import { planTokenBatches } from './token-batches.ts';

/** all-MiniLM-L6-v2: word pieces, transformer, mean over the tokens, unit length. */
export class TextSession {
  readonly #tokenizer: Tokenizer;
  readonly #session: ort.InferenceSession;
  readonly #maxTokens: number;

  private constructor(tokenizer: Tokenizer, session: ort.InferenceSession, maxTokens: number) {
    this.#tokenizer = tokenizer;
    this.#session = session;
    this.#maxTokens = maxTokens;
  }

  static async open({ modelsDir, threads, maxTokens }: EncoderWorkerData): Promise<TextSession> {
    const folder = join(modelsDir, TEXT_MODEL);
    const readJson = async (name: string): Promise<object> =>
      JSON.parse(await readFile(join(folder, name), 'utf8')) as object;
    const tokenizer = new Tokenizer(await readJson('tokenizer.json'), await readJson('tokenizer_config.json'));
    return new TextSession(
      tokenizer,
      await ort.InferenceSession.create(join(folder, ONNX_FILE), sessionOptions(threads)),
      maxTokens,
    );
  }

  /** → [texts.length, 384], unit length, in the order of the texts. */
  async embed(texts: readonly string[]): Promise<Float32Array<ArrayBuffer>> {
    const { dimension } = bundledTextSpec('');
    const tokens = texts.map((text) => encodeTokens(this.#tokenizer, text, this.#maxTokens));
    const out = new Float32Array(texts.length * dimension);
    for (const batch of planTokenBatches(tokens.map((ids) => ids.length))) {
      await this.#run(
        batch.map((index) => [index, tokens[index] ?? []]),
        out,
      );
    }
    if (!out.every(Number.isFinite)) throw new Error('the model gave unusable numbers.');
    return out;
  }

  /** Writes one padded batch's vectors into `out`, each at its text's row. */
  async #run(batch: readonly (readonly [row: number, ids: readonly number[]])[], out: Float32Array): Promise<void> {
    const width = Math.max(...batch.map(([, ids]) => ids.length));
    const shape = [batch.length, width];
    const ids = new BigInt64Array(batch.length * width);
    const mask = new BigInt64Array(batch.length * width);
    batch.forEach(([, tokens], i) => {
      tokens.forEach((token, j) => {
        ids[i * width + j] = BigInt(token);
        mask[i * width + j] = 1n;
      });
    });
    const { last_hidden_state: hidden } = await this.#session.run({
      input_ids: new ort.Tensor('int64', ids, shape),
      attention_mask: new ort.Tensor('int64', mask, shape),
      token_type_ids: new ort.Tensor('int64', new BigInt64Array(ids.length), shape),
    });
    const states = hidden?.data as Float32Array;
    const { dimension } = bundledTextSpec('');
    batch.forEach(([row, tokens], i) => {
      const from = i * width * dimension;
      meanPool(
        states.subarray(from, from + tokens.length * dimension),
        out.subarray(row * dimension, (row + 1) * dimension),
      );
    });
    hidden?.dispose();
  }

  async close(): Promise<void> {
    await this.#session.release();
  }
}
