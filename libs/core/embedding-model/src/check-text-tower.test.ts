import { describe, expect, it } from 'vitest';
import { checkTextTower } from './check-text-tower.ts';
import type { TextEmbeddingModel } from './embedding-model.ts';
import {
  ColourPairImageModel,
  ColourWordTower,
  describeImageEmbeddingModel,
  describeTextTower,
  HashImageEmbeddingModel,
} from './testing/index.ts';
import { withTextTower } from './text-tower.ts';

describeImageEmbeddingModel('the colour pair', async () => new ColourPairImageModel());
describeTextTower(
  'the colour pair',
  async () => new ColourPairImageModel(),
  async () => new HashImageEmbeddingModel(),
);

/** A sound tower whose vectors or spec are spoilt. */
function spoilt(change: (vector: Float32Array, text: string) => Float32Array, space?: string): TextEmbeddingModel {
  const inner = new ColourWordTower();
  return {
    spec: { ...inner.spec, ...(space === undefined ? {} : { space }) },
    embedDocuments: (texts) => inner.embedDocuments(texts),
    embedQuery: async (text) => change(await inner.embedQuery(text), text),
    close: () => inner.close(),
  };
}

let calls = 0;
describe('checkTextTower', () => {
  it.each([
    ['is of another space', spoilt((vector) => vector, 'other'), ['the text tower is of the same space']],
    [
      'has shorter vectors',
      spoilt((vector) => vector.slice(1)),
      [
        'words and photos have equal dimensions',
        "words' vectors have unit length",
        'the same words give the same vectors',
        'words find photos of what they say',
      ],
    ],
    [
      'has vectors of any length',
      spoilt((vector) => vector.map((value) => value * 2)),
      ["words' vectors have unit length"],
    ],
    [
      'changes from call to call',
      spoilt((vector) => {
        calls += 1;
        return calls <= 4 ? vector : vector.map((value, at) => (at < 32 ? -value : value));
      }),
      ['the same words give the same vectors'],
    ],
    [
      'was trained with other photos',
      spoilt((vector) => vector.map((value, at) => (at % 4 === 3 ? value : -value))),
      ['words find photos of what they say'],
    ],
  ])('finds a tower that %s', async (_, tower, names) => {
    const checks = await checkTextTower(withTextTower(new ColourPairImageModel(), tower));
    expect(checks.flatMap(({ name, passed }) => (passed ? [] : [name]))).toEqual(names);
  });

  it('fails every line without a tower, and says why', async () => {
    const checks = await checkTextTower(new HashImageEmbeddingModel());
    expect(checks.map(({ passed }) => passed)).toEqual([false, false, false, false, false]);
    expect(checks[0]?.detail).toContain("'test:colour-grid' has no text tower");
  });
});
