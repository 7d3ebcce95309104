import { checkTexts } from '../check-input.ts';
import type { EmbeddingMatrix, EmbedOptions, TextEmbeddingModel, TextEmbeddingModelSpec } from '../embedding-model.ts';
import { ModelClosedError } from '../errors.ts';
import { HashImageEmbeddingModel } from './hash-image-embedding-model.ts';

/** Word → red, green and blue less one half each: what {@link HashImageEmbeddingModel} makes of a photo of that colour. */
const COLOURS: Readonly<Record<string, readonly [number, number, number]>> = {
  red: [0.4, -0.4, -0.4],
  green: [-0.4, 0.2, -0.3],
  blue: [-0.4, -0.3, 0.4],
  yellow: [0.4, 0.3, -0.4],
  black: [-0.5, -0.5, -0.5],
  white: [0.5, 0.5, 0.5],
};
const CELLS = 16;
const SPACE = 'test:colours';

/**
 * Test double: the names of colours in a text → the vector of a plain photo of their mean, shrunk towards a direction that no photo has, as
 * the two towers of real models lie apart. Texts without a colour give that direction alone.
 */
export class ColourWordTower implements TextEmbeddingModel {
  readonly spec: TextEmbeddingModelSpec;
  /** Every text that was embedded. */
  readonly embedded: string[] = [];
  #closed = false;

  constructor() {
    this.spec = {
      modelId: 'test:colour-words',
      revision: '1',
      dtype: 'fp32',
      dimension: new HashImageEmbeddingModel().spec.dimension,
      pooling: 'none',
      space: SPACE,
      maxTokens: 77,
      queryPrefix: '',
      documentPrefix: '',
    };
  }

  async embedDocuments(texts: readonly string[], { signal }: EmbedOptions = {}): Promise<EmbeddingMatrix> {
    if (this.#closed) throw new ModelClosedError(this.spec.modelId);
    checkTexts(texts, signal);
    this.embedded.push(...texts);
    const { dimension } = this.spec;
    const data = new Float32Array(texts.length * dimension);
    texts.forEach((text, row) => {
      writeColours(text, data.subarray(row * dimension, (row + 1) * dimension));
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

/** The colour grid of photos as one tower, {@link ColourWordTower} as the other. */
export class ColourPairImageModel extends HashImageEmbeddingModel {
  readonly textTower = new ColourWordTower();

  constructor(size = 32) {
    super(size, SPACE);
  }
}

function writeColours(text: string, row: Float32Array): void {
  const found = text
    .toLowerCase()
    .split(/[^a-z]+/)
    .flatMap((word) => (Object.hasOwn(COLOURS, word) ? [COLOURS[word] ?? [0, 0, 0]] : []));
  for (let cell = 0; cell < CELLS; cell++) {
    const at = cell * 4;
    for (let channel = 0; channel < 3; channel++)
      row[at + channel] = found.reduce((sum, colour) => sum + (colour[channel] ?? 0), 0) / Math.max(1, found.length);
    // Photos have the same sign in the last value of every cell.
    row[at + 3] = cell % 2 === 0 ? 1 : -1;
  }
  const length = Math.hypot(...row);
  for (let i = 0; i < row.length; i++) row[i] = (row[i] ?? 0) / length;
}
