import { encoderId } from '@kindred/embedding-model';
import { HashImageEmbeddingModel, HashTextEmbeddingModel } from '@kindred/embedding-model/testing';
import { buildBlockMeans, createLayout, fuse, type BlockMeans } from '@kindred/fusion';
import { createSeededRandom, normalizeInPlace, randomUnitVector } from '@kindred/vector-math';
import { InMemoryVectorStore } from '@kindred/vector-store';
import { describe, expect, it } from 'vitest';
import { SimilaritySearch } from './similarity-search.ts';

const ITEMS = 1000;
const SECTIONS = 20;
const models = { text: new HashTextEmbeddingModel(), image: new HashImageEmbeddingModel() };
const layout = createLayout([
  { modality: 'image', dimension: 64, encoderId: encoderId(models.image.spec) },
  { modality: 'text', dimension: 64, encoderId: encoderId(models.text.spec) },
]);

/** Items around the centres of their sections; every fifth lacks the photo. */
function makeItems() {
  const random = createSeededRandom(11);
  const centres = Array.from({ length: SECTIONS }, () => [randomUnitVector(random, 64), randomUnitVector(random, 64)]);
  const near = (centre: Float32Array) => {
    const noise = randomUnitVector(random, 64);
    return normalizeInPlace(centre.map((value, i) => value + noise[i]!));
  };
  return Array.from({ length: ITEMS }, (_, i) => {
    const [image, text] = centres[i % SECTIONS]!.map(near);
    const blocks = new Map([['text', text!]]);
    // 7 and 20 share no factor, so every section has its part of the incomplete items.
    if ((i * 7 + Math.floor(i / SECTIONS)) % 5 !== 0) blocks.set('image', image!);
    return { id: `item-${String(i)}`, section: ['All', `S${String(i % SECTIONS)}`], blocks };
  });
}

const items = makeItems();
const incomplete = new Set(items.filter(({ blocks }) => !blocks.has('image')).map(({ id }) => id));

/** Share of incomplete items among the ten best of 100 complete items. */
async function shareOfIncomplete(means: BlockMeans): Promise<number> {
  const store = new InMemoryVectorStore();
  await store.ensureCollection({ name: 'items', blocks: layout.blocks });
  const facets = { section: [], available: true, attributes: {}, createdAt: new Date(0) };
  const points = items.map(({ id, section, blocks }) => ({
    itemId: id,
    ...fuse(layout, blocks, means, section),
    facets,
  }));
  await store.upsert('items', points);
  const active = {
    stored: { layout, statistics: { logPriceRanges: {}, spreads: {}, itemCount: ITEMS } },
    collection: 'items',
  };
  const search = new SimilaritySearch({ store, models, layouts: { findActive: async () => active } });
  const queries = items.filter(({ id }) => !incomplete.has(id)).slice(0, 100);
  const weights = { image: 0.5, text: 0.5 };
  const answers = await Promise.all(
    queries.map(({ id }) =>
      search.search({ catalog: 'c', sources: [{ kind: 'item', itemId: id, weight: 1 }], weights, limit: 10 }),
    ),
  );
  const found = answers.flatMap(({ results }) => results);
  return found.filter(({ itemId }) => incomplete.has(itemId)).length / found.length;
}

describe('items that lack a block', () => {
  it('are a fifth of the catalog, and neither crowd the results nor vanish from them', async () => {
    expect(incomplete.size / ITEMS).toBe(0.2);
    const filled = await shareOfIncomplete(buildBlockMeans(items));
    const zeros = await shareOfIncomplete(new Map());
    expect(filled).toBeGreaterThan(0.1);
    expect(filled).toBeLessThan(0.2);
    expect(zeros).toBeLessThan(0.02);
  });
});
