import { encoderId, withTextTower } from '@kindred/embedding-model';
import {
  ColourPairImageModel,
  ColourWordTower,
  HashImageEmbeddingModel,
  HashTextEmbeddingModel,
} from '@kindred/embedding-model/testing';
import { describe, expect, it } from 'vitest';
import { openColourCatalog, plainPhoto } from '../test/colour-catalog.ts';

const words = (text: string, weight = 1) => ({ kind: 'text' as const, text, weight });
const both = { image: 1, text: 1 };
const request = { catalog: 'colours', sources: [words('red')], weights: both, limit: 10 };
const idsOf = ({ results }: { results: readonly { itemId: string }[] }) => results.map(({ itemId }) => itemId);
const textSpreads = { image: { encoderId: encoderId(new ColourWordTower().spec), spread: 0.05 } };

describe('words among photos', () => {
  it('find photos of what they say though titles say nothing of it, and contributions add up', async () => {
    const { search } = await openColourCatalog();
    const found = await search.search(request);
    expect(idsOf(found).slice(0, 2).sort()).toEqual(['item-crimson', 'item-red']);
    expect(found.origins).toEqual({ image: ['text'], text: ['text'] });
    expect(found.notes).toEqual([]);
    for (const { score, contributions } of found.results) {
      expect(contributions.map(({ modality }) => modality)).toEqual(['image', 'text']);
      const sum = contributions.reduce((all, { contribution }) => all + contribution, 0);
      expect(Math.abs(sum - score)).toBeLessThan(1e-6);
    }
    expect(idsOf(await search.search({ ...request, sources: [words('blue')] }))[0]).toBe('item-blue');
    expect(idsOf(await search.search({ ...request, sources: [words('red', -1)], weights: { image: 1 } })).at(-1)).toBe(
      'item-red',
    );
  });

  it('divide the weight by how far words spread among photos, where that was measured with this tower', async () => {
    const measured = await openColourCatalog({ statistics: { textSpreads } });
    const { spreads, effectiveWeights } = await measured.search.search(request);
    expect(spreads).toEqual({ image: 0.05, text: 0.1 });
    // 1 / 0.05 = 20 and 1 / 0.1 = 10, of 30 together.
    expect(effectiveWeights['image']).toBeCloseTo(2 / 3, 12);
    const ofAnother = { image: { encoderId: 'another tower', spread: 0.05 } };
    for (const statistics of [{}, { textSpreads: ofAnother }])
      expect((await (await openColourCatalog({ statistics })).search.search(request)).spreads).toEqual({
        image: 0.2,
        text: 0.1,
      });
  });

  it('leave the spread of photos to searches by photo and item, and share it in mixtures', async () => {
    const { search } = await openColourCatalog({ statistics: { textSpreads } });
    const photo = { kind: 'photo' as const, pixels: plainPhoto([25, 50, 225]), weight: 1 };
    expect(await search.search({ ...request, sources: [photo] })).toMatchObject({
      spreads: { image: 0.2 },
      origins: { image: ['photo'] },
    });
    const mixed = await search.search({ ...request, sources: [photo, words('red')] });
    expect(mixed.origins).toEqual({ image: ['photo', 'text'], text: ['text'] });
    expect(mixed.spreads['image']).toBeGreaterThan(0.05);
    expect(mixed.spreads['image']).toBeLessThan(0.2);
    const item = { kind: 'item' as const, itemId: 'item-green', weight: 1 };
    expect((await search.search({ ...request, sources: [item, words('red')] })).spreads['text']).toBe(0.1);
  });

  it('have a spread of their own among texts too, where it was measured', async () => {
    const ofText = { encoderId: encoderId(new HashTextEmbeddingModel().spec), spread: 0.08 };
    const { search } = await openColourCatalog({ statistics: { textSpreads: { ...textSpreads, text: ofText } } });
    expect((await search.search(request)).spreads).toEqual({ image: 0.05, text: 0.08 });
    const item = { kind: 'item' as const, itemId: 'item-green', weight: 1 };
    expect((await search.search({ ...request, sources: [item] })).spreads).toEqual({ image: 0.2, text: 0.1 });
  });

  it('are not encoded for photos that have no weight', async () => {
    const image = new ColourPairImageModel();
    const { search } = await openColourCatalog({ image });
    const found = await search.search({ ...request, weights: { text: 1, image: 0 } });
    expect(found.origins).toEqual({ text: ['text'] });
    expect(image.textTower.embedded).toEqual([]);
    await search.search(request);
    expect(image.textTower.embedded).toEqual(['red']);
  });

  it.each([
    ['without a text tower', withTextTower(new ColourPairImageModel(), undefined)],
    ['with the tower of another photo model', withTextTower(new HashImageEmbeddingModel(48), new ColourWordTower())],
  ])('do not count %s, and it is said', async (_, image) => {
    const { search } = await openColourCatalog({ image, statistics: { textSpreads } });
    const found = await search.search(request);
    expect(found.effectiveWeights).toEqual({ text: 1 });
    expect(found.origins).toEqual({ text: ['text'] });
    expect(found.spreads).toEqual({ image: 0.2, text: 0.1 });
    expect(found.notes).toEqual([
      { modality: 'image', weight: 1, reason: 'A search by text says nothing about image.' },
    ]);
  });
});
