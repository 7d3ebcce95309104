import { checkImages } from '../check-input.ts';
import type {
  EmbeddingMatrix,
  EmbedOptions,
  ImageEmbeddingModel,
  ImageEmbeddingModelSpec,
  PixelImage,
} from '../embedding-model.ts';
import { ModelClosedError } from '../errors.ts';

const GRID = 4;
const CELL_VALUES = 4;

/**
 * Test double: the mean red, green and blue of a 4 × 4 grid (each less one half) and a constant 0.25 per cell, unit
 * length. Photos with like colours in like places are close; no photo gives a zero vector.
 */
export class HashImageEmbeddingModel implements ImageEmbeddingModel {
  readonly spec: ImageEmbeddingModelSpec;
  #closed = false;

  /** @param size edge of the square input in pixels; a multiple of 4 @param space of which there is a text tower */
  constructor(size = 32, space?: string) {
    if (size % GRID !== 0 || size < GRID) throw new RangeError(`size must be a multiple of 4, not ${String(size)}.`);
    this.spec = {
      modelId: 'test:colour-grid',
      revision: '1',
      dtype: 'fp32',
      dimension: GRID * GRID * CELL_VALUES,
      pooling: 'none',
      ...(space === undefined ? {} : { space }),
      input: { width: size, height: size, fit: 'cover', kernel: 'cubic' },
    };
  }

  async embedImages(images: readonly PixelImage[], options: EmbedOptions = {}): Promise<EmbeddingMatrix> {
    if (this.#closed) throw new ModelClosedError(this.spec.modelId);
    checkImages(images, this.spec.input, options.signal);
    const { dimension } = this.spec;
    const data = new Float32Array(images.length * dimension);
    images.forEach((image, row) => {
      gridColours(image, data.subarray(row * dimension, (row + 1) * dimension));
    });
    return { rows: images.length, dimension, data };
  }

  async close(): Promise<void> {
    this.#closed = true;
  }
}

/** image [height, width, 3] → row [GRID, GRID, 4] of unit length. */
function gridColours(image: PixelImage, row: Float32Array): void {
  const cell = image.width / GRID;
  const share = 1 / (cell * cell * 255);
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++) {
      const from = (y * image.width + x) * 3;
      const to = (Math.floor(y / cell) * GRID + Math.floor(x / cell)) * CELL_VALUES;
      for (let c = 0; c < 3; c++) row[to + c] = (row[to + c] ?? 0) + (image.data[from + c] ?? 0) * share;
    }
  }
  for (let i = 0; i < row.length; i++) row[i] = i % CELL_VALUES === 3 ? 0.25 : (row[i] ?? 0) - 0.5;
  const length = Math.hypot(...row);
  for (let i = 0; i < row.length; i++) row[i] = (row[i] ?? 0) / length;
}
