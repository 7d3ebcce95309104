import { describe, expect, it } from 'vitest';
import { encoderId } from './encoder-id.ts';
import { HashImageEmbeddingModel } from './testing/hash-image-embedding-model.ts';
import { HashTextEmbeddingModel } from './testing/hash-text-embedding-model.ts';

describe('encoderId', () => {
  it('names everything that a text vector depends on', () => {
    const { spec } = new HashTextEmbeddingModel();
    expect(encoderId(spec)).toBe('test:hash-text-64|1|fp32|mean|64|256|q=|d=');
    expect(encoderId({ ...spec, queryPrefix: 'query: ' })).not.toBe(encoderId(spec));
  });

  it('names how photos are prepared', () => {
    expect(encoderId(new HashImageEmbeddingModel().spec)).toBe('test:colour-grid|1|fp32|none|64|32x32|cover|cubic');
  });
});
