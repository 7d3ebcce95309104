import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openToyCatalog, toyItems, toyPhoto } from '../test/toy-catalog.ts';

const { search, store, active, models } = await openToyCatalog();
const like = (itemId: string, weight = 1) => ({ kind: 'item' as const, itemId, weight });
const words = (text: string, weight = 1) => ({ kind: 'text' as const, text, weight });
const toys = { catalog: 'toys', limit: 8 };
const idsOf = ({ results }: { results: readonly { itemId: string }[] }) => results.map(({ itemId }) => itemId);
const modalities = ['image', 'text', 'price', 'brand', 'section'];

describe('SimilaritySearch by item', () => {
  it('leaves the item itself out, unless it is asked for', async () => {
    const request = { ...toys, sources: [like('boots-red')], weights: { text: 1 } };
    expect(idsOf(await search.search(request))).not.toContain('boots-red');
    const [first] = (await search.search({ ...request, excludeSources: false })).results;
    expect(first?.itemId).toBe('boots-red');
    expect(first?.score).toBeCloseTo(1, 5);
    expect(idsOf(await search.search({ ...request, exclude: ['boots-blue'] }))).not.toContain('boots-blue');
  });

  it.each([
    ['brand', ['boots-blue', 'hat']],
    ['price', ['drill', 'boots-blue']],
    ['section', ['boots-blue', 'sandals']],
    ['text', ['boots-blue', '007']],
  ])('by %s alone finds %j first', async (modality, expected) => {
    const sources = [like('boots-red')];
    const ids = idsOf(await search.search({ ...toys, sources, weights: { [modality]: 1 }, limit: 2 }));
    expect(ids).toEqual(expected);
  });

  it('by brand alone puts equal brands at 1, in the order of their ids', async () => {
    const { results } = await search.search({ ...toys, sources: [like('boots-red')], weights: { brand: 1 } });
    expect(results.filter(({ score }) => score > 0.99).map(({ itemId }) => itemId)).toEqual(['boots-blue', 'hat']);
  });

  it('explains: contributions add up to the score, whatever the weights and sources', async () => {
    const weights = fc.dictionary(fc.constantFrom(...modalities), fc.double({ min: -1, max: 1, noNaN: true }), {
      minKeys: 1,
    });
    const ids = fc.uniqueArray(fc.constantFrom(...toyItems.map(({ id }) => id)), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(weights, ids, fc.constantFrom(1, -1, 0.3), async (given, itemIds, sign) => {
        fc.pre(Math.abs(given['text'] ?? 0) > 1e-3);
        const sources = itemIds.map((id, index) => like(id, index === 0 ? 1 : sign));
        const { results, effectiveWeights } = await search.search({ ...toys, sources, weights: given });
        const total = Object.values(effectiveWeights).reduce((sum, weight) => sum + Math.abs(weight), 0);
        expect(total).toBeCloseTo(1, 9);
        expect(results).toHaveLength(8 - itemIds.length);
        for (const { score, contributions } of results) {
          expect(contributions.map(({ modality }) => modality)).toEqual(modalities);
          const sum = contributions.reduce((all, { contribution }) => all + contribution, 0);
          expect(Math.abs(sum - score)).toBeLessThan(1e-6);
        }
      }),
    );
  });

  it('tells by what weights were divided, and how the store searched', async () => {
    const weights = { text: 1, price: 1 };
    const { effectiveWeights, spreads, plan } = await search.search({ ...toys, sources: [like('boots-red')], weights });
    expect(spreads).toEqual({ image: 1, text: 0.5, price: 0.25, brand: 1, section: 1 });
    // 1 / 0.5 = 2 and 1 / 0.25 = 4, of 6 together.
    expect(effectiveWeights['text']).toBeCloseTo(2 / 6, 12);
    expect(effectiveWeights['price']).toBeCloseTo(4 / 6, 12);
    expect(plan).toMatchObject({ name: 'exact-scan', exact: true, scannedPoints: toyItems.length - 1 });
    expect(plan.elapsedMs).toBeGreaterThan(0);
  });

  it('marks what was filled in for a result', async () => {
    const { results } = await search.search({ ...toys, sources: [like('boots-red')], weights: { image: 1 } });
    const imputed = results.filter(({ contributions }) => contributions[0]?.imputed).map(({ itemId }) => itemId);
    expect(imputed.sort()).toEqual(['007', 'leaflet']);
  });

  it('never searches by what was filled in for the source', async () => {
    const request = { ...toys, sources: [like('007')], weights: { price: 0.5, image: 0.25, brand: 0.25 } };
    const { effectiveWeights, notes } = await search.search(request);
    expect(effectiveWeights).toEqual({ brand: 1 });
    expect(notes).toEqual([
      { modality: 'price', weight: 0.5, reason: "The item '007' has no price." },
      { modality: 'image', weight: 0.25, reason: "The item '007' has no image." },
    ]);
  });
});

describe('SimilaritySearch by text, photo and mixtures', () => {
  it('finds by words, and says what words can’t tell', async () => {
    const sources = [words('leather boots')];
    const answer = await search.search({ ...toys, sources, weights: { text: 0.5, brand: 0.5 }, limit: 2 });
    expect(idsOf(answer).sort()).toEqual(['boots-blue', 'boots-red']);
    expect(answer.notes).toEqual([
      { modality: 'brand', weight: 0.5, reason: 'A search by text says nothing about brand.' },
    ]);
  });

  it('finds the photo’s own item', async () => {
    const sources = [{ kind: 'photo' as const, pixels: toyPhoto('drill'), weight: 1 }];
    const [first] = (await search.search({ ...toys, sources, weights: { image: 1 } })).results;
    expect(first?.itemId).toBe('drill');
    expect(first?.score).toBeCloseTo(1, 4);
  });

  it('moves away from what is unlike', async () => {
    const weights = { text: 1 };
    const plain = idsOf(await search.search({ ...toys, sources: [words('leather')], weights }));
    expect(plain.slice(0, 3).sort()).toEqual(['007', 'boots-blue', 'boots-red']);
    const sources = [words('leather'), words('boots', -1)];
    expect(idsOf(await search.search({ ...toys, sources, weights }))[0]).toBe('007');
    const [last] = idsOf(await search.search({ ...toys, sources: [words('cordless drill', -1)], weights })).slice(-1);
    expect(last).toBe('drill');
  });

  it('takes blocks that the caller has: those of two items equal the two items', async () => {
    const found = await search.itemBlocks('toys', ['hat', '007', 'unknown']);
    expect([...found.keys()].sort()).toEqual(['007', 'hat']);
    expect([...found.get('007')!.blocks.keys()]).toEqual(['text', 'brand', 'section']);
    expect(found.get('007')).toMatchObject({ imputed: ['image', 'price'], facets: { brand: 'Sole' } });
    const sources = [...found.values()].map(({ blocks }) => ({ kind: 'blocks' as const, blocks, weight: 1 }));
    const request = { ...toys, weights: { text: 0.4, price: 0.3, brand: -0.3 } };
    const byBlocks = await search.search({ ...request, sources, exclude: ['hat', '007'] });
    const byItems = await search.search({ ...request, sources: [like('hat'), like('007')] });
    expect({ ...byBlocks, plan: undefined, origins: {} }).toEqual({ ...byItems, plan: undefined, origins: {} });
  });

  it('drops a modality in which the parts cancel out', async () => {
    const sources = [like('boots-red'), like('boots-blue', -1)];
    const answer = await search.search({ ...toys, sources, weights: { brand: 0.5, text: 0.5 } });
    expect(answer.effectiveWeights).toEqual({ text: 1 });
    expect(answer.notes).toEqual([
      { modality: 'brand', weight: 0.5, reason: 'The parts of the query cancel each other out in brand.' },
    ]);
  });
});

describe('SimilaritySearch pages and filters', () => {
  const request = { catalog: 'toys', sources: [like('boots-red')], weights: { brand: 1 } };

  it('pages through everything once, in one order', async () => {
    const whole = await search.search({ ...request, limit: 100 });
    expect(whole.results).toHaveLength(7);
    expect(whole.hasMore).toBe(false);
    const pages = await Promise.all([0, 2, 4, 6].map((offset) => search.search({ ...request, limit: 2, offset })));
    expect(pages.flatMap(({ results }) => results)).toEqual(whole.results);
    expect(pages.map(({ hasMore }) => hasMore)).toEqual([true, true, true, false]);
    expect((await search.search({ ...request, limit: 2, offset: 50 })).results).toEqual([]);
    expect((await search.search({ ...request, limit: 7 })).hasMore).toBe(false);
  });

  it('gives the limit whenever so many match', async () => {
    const filter = { kind: 'section' as const, path: ['Garden'] };
    const ids = idsOf(await search.search({ ...request, limit: 3, filter }));
    expect([...ids].sort()).toEqual(['drill', 'leaflet', 'spade']);
  });

  it('reads items with the store it was given, and closes nothing', async () => {
    expect(await store.count(active.collection)).toBe(toyItems.length);
    expect(await models.text.embedQuery('still open')).toHaveLength(64);
  });
});
