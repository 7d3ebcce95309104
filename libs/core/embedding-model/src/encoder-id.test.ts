import { describe, expect, it } from 'vitest';
import { encoderId } from './encoder-id.ts';
import { HashAudioEmbeddingModel } from './testing/hash-audio-embedding-model.ts';
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

  it('names a crop, and leaves models without one their old identity', () => {
    const { spec } = new HashImageEmbeddingModel();
    const cropped = { ...spec, input: { ...spec.input, crop: 0.875 } };
    expect(encoderId(cropped)).toBe('test:colour-grid|1|fp32|none|64|32x32|cover|cubic|c=0.875');
  });

  it('names how clips are heard', () => {
    const { spec } = new HashAudioEmbeddingModel();
    expect(encoderId(spec)).toBe('test:band-energies-30|1|fp32|none|30|8000Hz|0.5s|repeat|average<=4');
    expect(encoderId({ ...spec, clip: { ...spec.clip, shorter: 'pad' } })).not.toBe(encoderId(spec));
  });

  it('does not depend on the space, which only says what may be compared', () => {
    const { spec } = new HashTextEmbeddingModel();
    expect(encoderId({ ...spec, space: 'shop' })).toBe(encoderId(spec));
  });
});
