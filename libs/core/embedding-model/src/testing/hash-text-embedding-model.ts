import { checkTexts } from '../check-input.ts';
import type { EmbeddingMatrix, EmbedOptions, TextEmbeddingModel, TextEmbeddingModelSpec } from '../embedding-model.ts';
import { ModelClosedError } from '../errors.ts';

/**
 * Test double: words and their character trigrams are hashed with a sign into `dimension` buckets, so texts that share
 * words are close and texts that share spelling are a little closer than strangers. Deterministic on every machine.
 */
export class HashTextEmbeddingModel implements TextEmbeddingModel {
  readonly spec: TextEmbeddingModelSpec;
  #closed = false;

  constructor(dimension = 64) {
    this.spec = {
      modelId: `test:hash-text-${String(dimension)}`,
      revision: '1',
      dtype: 'fp32',
      dimension,
      pooling: 'mean',
      maxTokens: 256,
      queryPrefix: '',
      documentPrefix: '',
    };
  }

  async embedDocuments(texts: readonly string[], options: EmbedOptions = {}): Promise<EmbeddingMatrix> {
    if (this.#closed) throw new ModelClosedError(this.spec.modelId);
    checkTexts(texts, options.signal);
    const { dimension, maxTokens } = this.spec;
    const data = new Float32Array(texts.length * dimension);
    texts.forEach((text, row) => {
      hashText(text, maxTokens, data.subarray(row * dimension, (row + 1) * dimension));
    });
    return { rows: texts.length, dimension, data };
  }

  async embedQuery(text: string, options: EmbedOptions = {}): Promise<Float32Array> {
    return (await this.embedDocuments([text], options)).data;
  }

  async close(): Promise<void> {
    this.#closed = true;
  }
}

/** Writes the unit vector of `text` into `row` [dimension]. */
function hashText(text: string, maxTokens: number, row: Float32Array): void {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  for (const word of (plain.match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, maxTokens)) {
    addFeature(row, word, 1);
    const padded = `^${word}$`;
    for (let at = 0; at + 3 <= padded.length; at++) addFeature(row, padded.slice(at, at + 3), 0.3);
  }
  if (row.every((value) => value === 0)) addFeature(row, text, 1);
  const length = Math.hypot(...row);
  for (let i = 0; i < row.length; i++) row[i] = (row[i] ?? 0) / length;
}

function addFeature(row: Float32Array, feature: string, weight: number): void {
  const hash = fnv1a(feature);
  const bucket = (hash >>> 1) % row.length;
  row[bucket] = (row[bucket] ?? 0) + ((hash & 1) === 0 ? weight : -weight);
}

/** 32-bit FNV-1a over UTF-16 code units, finished as murmur3 does, because FNV's low bits mix badly. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
