import { describe, expect, it } from 'vitest';
import { TowersMismatchError } from './errors.ts';
import {
  ColourPairImageModel,
  ColourWordTower,
  HashImageEmbeddingModel,
  HashTextEmbeddingModel,
} from './testing/index.ts';
import { paintedImage } from './painted-image.ts';
import { pairBySpace, withTextTower } from './text-tower.ts';

const { space } = new ColourWordTower().spec;
const bare = () => new HashImageEmbeddingModel(32, space);

describe('pairBySpace', () => {
  it('makes the text model the tower of a photo model that names the same space', async () => {
    const text = new ColourWordTower();
    const image = bare();
    const paired = pairBySpace(image, text);
    expect(paired.textTower).toBe(text);
    expect(paired.spec).toBe(image.spec);
    const photo = paintedImage(image.spec.input, 1);
    expect(await paired.embedImages([photo])).toEqual(await image.embedImages([photo]));
  });

  it('leaves models of no space, of another one, and those that have a tower as they are', () => {
    const text = new ColourWordTower();
    for (const image of [new HashImageEmbeddingModel(), new HashImageEmbeddingModel(32, 'other')])
      expect(pairBySpace(image, text).textTower).toBeUndefined();
    const own = new ColourPairImageModel();
    expect(pairBySpace(own, text).textTower).toBe(own.textTower);
    expect(pairBySpace(new HashImageEmbeddingModel(), new HashTextEmbeddingModel()).textTower).toBeUndefined();
  });

  it('refuses one space with two dimensions', () => {
    const inner = new HashTextEmbeddingModel(32);
    const text = Object.assign(Object.create(inner) as typeof inner, { spec: { ...inner.spec, space } });
    expect(() => pairBySpace(bare(), text)).toThrow(TowersMismatchError);
    expect(() => pairBySpace(bare(), text)).toThrow(/32 dimensions.* 64: they are no towers of one space/);
  });
});

it('withTextTower takes a tower away too, and keeps what a model says of itself', () => {
  const model = Object.assign(new ColourPairImageModel(), { device: 'cpu' });
  const without = withTextTower(model, undefined);
  expect(without.textTower).toBeUndefined();
  expect(without.device).toBe('cpu');
});
