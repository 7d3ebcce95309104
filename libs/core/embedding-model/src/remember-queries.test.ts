import { describe, expect, it } from 'vitest';
import type { ImageEmbeddingModel, TextEmbeddingModel } from './embedding-model.ts';
import { rememberPhotos, rememberQueryTexts } from './remember-queries.ts';
import {
  ColourPairImageModel,
  HashImageEmbeddingModel,
  HashTextEmbeddingModel,
  describeImageEmbeddingModel,
  describeTextEmbeddingModel,
  paintedImage,
} from './testing/index.ts';

describeTextEmbeddingModel('a model that remembers query texts', () =>
  Promise.resolve(rememberQueryTexts(new HashTextEmbeddingModel(), 2)),
);
describeImageEmbeddingModel('a model that remembers photos', () =>
  Promise.resolve(rememberPhotos(new HashImageEmbeddingModel(), 2)),
);

describe('rememberQueryTexts', () => {
  it('asks the model once per text, until newer texts push it out', async () => {
    const asked: string[] = [];
    const inner = new HashTextEmbeddingModel();
    const counting: TextEmbeddingModel = {
      spec: inner.spec,
      embedDocuments: (texts) => inner.embedDocuments(texts),
      embedQuery: (text) => (asked.push(text), inner.embedQuery(text)),
      close: () => inner.close(),
    };
    const model = rememberQueryTexts(counting, 2);
    const first = await model.embedQuery('red shoes');
    first.fill(9);
    expect(await model.embedQuery('red shoes')).toEqual(await inner.embedQuery('red shoes'));
    await model.embedQuery('blue shoes');
    await model.embedQuery('green shoes');
    await model.embedQuery('red shoes');
    expect(asked).toEqual(['red shoes', 'blue shoes', 'green shoes', 'red shoes']);
  });
});

describe('rememberPhotos', () => {
  it('asks the model only for photos it has not seen, and keeps their order', async () => {
    const inner = new HashImageEmbeddingModel();
    const asked: number[] = [];
    const counting: ImageEmbeddingModel = {
      spec: inner.spec,
      embedImages: (images) => (asked.push(images.length), inner.embedImages(images)),
      close: () => inner.close(),
    };
    const model = rememberPhotos(counting, 10);
    const { width, height } = inner.spec.input;
    const photos = [1, 2, 3].map((seed) => paintedImage({ width, height }, seed));
    const [one, two, three] = photos;
    if (!one || !two || !three) throw new Error('three photos are painted above');
    await model.embedImages([one, two]);
    const again = await model.embedImages([three, two, one]);
    expect(asked).toEqual([2, 1]);
    expect(again).toEqual(await inner.embedImages([three, two, one]));
  });

  it('asks the text tower once per text too, and has none where the model has none', async () => {
    const inner = new ColourPairImageModel();
    const tower = rememberPhotos(inner, 2).textTower;
    const first = await tower?.embedQuery('red');
    expect(await tower?.embedQuery('red')).toEqual(first);
    expect(inner.textTower.embedded).toEqual(['red']);
    expect(rememberPhotos(new HashImageEmbeddingModel(), 2).textTower).toBeUndefined();
  });
});
