import type { ImageEmbeddingModel, TextEmbeddingModel } from '@kindred/embedding-model';

const spec = { modelId: 'unopened', revision: '', dtype: 'fp32', dimension: 1, pooling: 'none' } as const;
const refuse = (): Promise<never> =>
  Promise.reject(new Error('The encoder was not opened: this process does not encode that modality.'));

/** In the place of a model whose modality a worker does not take. */
export const UNOPENED_TEXT_MODEL: TextEmbeddingModel = {
  spec: { ...spec, maxTokens: 1, queryPrefix: '', documentPrefix: '' },
  embedDocuments: refuse,
  embedQuery: refuse,
  close: () => Promise.resolve(),
};

/** In the place of a model whose modality a worker does not take. */
export const UNOPENED_IMAGE_MODEL: ImageEmbeddingModel = {
  spec: { ...spec, input: { width: 1, height: 1, fit: 'cover', kernel: 'linear' } },
  embedImages: refuse,
  close: () => Promise.resolve(),
};
