import { describe, expect, it } from 'vitest';
import { cosine, rowOf } from './embedding-assertions.ts';
import { HashTextEmbeddingModel } from './hash-text-embedding-model.ts';
import { describeTextEmbeddingModel } from './text-embedding-model-contract.ts';

describeTextEmbeddingModel('HashTextEmbeddingModel', async () => new HashTextEmbeddingModel());

describe('HashTextEmbeddingModel', () => {
  it('puts texts with shared words closer than texts with none', async () => {
    const matrix = await new HashTextEmbeddingModel().embedDocuments([
      'blue denim jacket',
      'denim jacket, blue',
      'olive oil',
    ]);
    expect(cosine(rowOf(matrix, 0), rowOf(matrix, 1))).toBeCloseTo(1, 5);
    expect(cosine(rowOf(matrix, 0), rowOf(matrix, 2))).toBeLessThan(0.4);
  });

  it('gives a text without any word a vector too', async () => {
    const vector = await new HashTextEmbeddingModel(8).embedQuery('***');
    expect(Math.hypot(...vector)).toBeCloseTo(1, 6);
  });
});
