import { describe, expect, it } from 'vitest';
import { cosine } from './embedding-assertions.ts';
import { HashImageEmbeddingModel } from './hash-image-embedding-model.ts';
import { describeImageEmbeddingModel } from './image-embedding-model-contract.ts';
import { paintedImage } from '../painted-image.ts';

describeImageEmbeddingModel('HashImageEmbeddingModel', async () => new HashImageEmbeddingModel());

describe('HashImageEmbeddingModel', () => {
  it('puts a slightly brighter copy closer than another picture', async () => {
    const model = new HashImageEmbeddingModel();
    const original = paintedImage(model.spec.input, 1);
    const brighter = { ...original, data: original.data.map((value) => Math.min(255, value + 12)) };
    const [a, b, c] = await Promise.all(
      [original, brighter, paintedImage(model.spec.input, 2)].map(
        async (image) => (await model.embedImages([image])).data,
      ),
    );
    expect(cosine(a as Float32Array, b as Float32Array)).toBeGreaterThan(0.98);
    expect(cosine(a as Float32Array, c as Float32Array)).toBeLessThan(0.9);
  });

  it('refuses a size that the grid does not divide', () => {
    expect(() => new HashImageEmbeddingModel(30)).toThrow('multiple of 4');
  });
});
