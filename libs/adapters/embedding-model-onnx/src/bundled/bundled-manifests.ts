import type { ImageEmbeddingModelSpec, TextEmbeddingModelSpec } from '@kindred/embedding-model';

/** Folders of the two bundled models, below the models folder. */
export const TEXT_MODEL = 'all-MiniLM-L6-v2';
export const IMAGE_MODEL = 'efficientnet-lite2';
export const ONNX_FILE = 'onnx/model_quantized.onnx';

export function bundledTextSpec(revision: string): TextEmbeddingModelSpec {
  return Object.freeze({
    modelId: `bundled:${TEXT_MODEL}`,
    revision,
    dtype: 'q8',
    dimension: 384,
    pooling: 'mean',
    maxTokens: 256,
    queryPrefix: '',
    documentPrefix: '',
  });
}

export function bundledImageSpec(revision: string): ImageEmbeddingModelSpec {
  return Object.freeze({
    modelId: `bundled:${IMAGE_MODEL}`,
    revision,
    dtype: 'q8',
    dimension: 1280,
    pooling: 'none',
    input: Object.freeze({ width: 260, height: 260, fit: 'cover', kernel: 'cubic' }),
  });
}
