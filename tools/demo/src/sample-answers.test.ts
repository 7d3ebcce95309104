import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Item, Weights } from '@kindred/catalog';
import { openCatalogFile } from '@kindred/catalog-import';
import { fixedEncoders } from '@kindred/embedding-model';
import { BundledEncoders } from '@kindred/embedding-model-onnx';
import { EmbeddingPipeline, type PhotoLoader } from '@kindred/embedding-pipeline';
import {
  InMemoryBlockStore,
  InMemoryEncoderChoices,
  InMemoryItemRepository,
  InMemoryItemWriter,
  InMemoryLayoutRepository,
  InMemoryRunRepository,
  InMemoryTables,
} from '@kindred/embedding-pipeline/testing';
import { ImageSource, decodeImage } from '@kindred/image-source';
import { SimilaritySearch } from '@kindred/retrieval';
import { buildSampleCatalog, type GroundTruth } from '@kindred/sample-catalog';
import { InMemoryVectorStore } from '@kindred/vector-store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXAMPLE_QUERY } from './example-query.ts';
import { formatAnswer } from './format-answer.ts';
import { importRows } from './import-sample.ts';

const catalog = 'sample';
const modelsDir = fileURLToPath(new URL('../../../models', import.meta.url));
const tables = new InMemoryTables();
const items = new InMemoryItemRepository(tables);
let folder: string;
let encoders: BundledEncoders;
let images: ImageSource;
let search: SimilaritySearch;
let truth: GroundTruth;
let all: Map<string, Item>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kindred-sample-answers-'));
  const sample = await buildSampleCatalog({ outDir: join(folder, 'sample'), seed: 1 });
  truth = JSON.parse(readFileSync(sample.groundTruthFile, 'utf8')) as GroundTruth;
  encoders = await BundledEncoders.open({ modelsDir, device: 'cpu' });
  images = await ImageSource.open({ uploadDir: join(folder, 'uploads'), fileRoots: [sample.folder] });
  const photos: PhotoLoader = {
    fetch: (url, options) => images.load(url, options),
    decode: (bytes) => decodeImage(bytes, encoders.image.spec.input),
  };
  const store = new InMemoryVectorStore();
  const pipeline = new EmbeddingPipeline({
    items,
    writer: new InMemoryItemWriter(tables),
    blocks: new InMemoryBlockStore(tables),
    runs: new InMemoryRunRepository(),
    layouts: new InMemoryLayoutRepository(),
    store,
    photos: () => photos,
    ...fixedEncoders(encoders),
    choices: new InMemoryEncoderChoices(),
  });
  const file = await openCatalogFile(sample.itemsFile);
  const { counts } = await pipeline.imports.run({ catalog, rows: importRows(file), source: 'sample' });
  expect(counts).toEqual({ read: sample.itemCount, embedded: sample.itemCount, unchanged: 0, failed: 0 });
  search = new SimilaritySearch({ store, models: encoders, layouts: pipeline.layouts });
  all = await items.findMany(catalog, [...tables.itemsOf(catalog).keys()]);
}, 180_000);

afterAll(async () => {
  await images.close();
  await encoders.close();
  await rm(folder, { recursive: true, force: true });
});

const similarTo = (itemId: string, weights: Weights, limit = 10) =>
  search.search({ catalog, sources: [{ kind: 'item', itemId, weight: 1 }], weights, limit });

/** Photos of an item as the shop shows them: variants of one product share them. */
const photosOf = (itemId: string) => (all.get(itemId)?.images ?? []).map(({ url }) => url).join(' ');

describe('image-only weights', () => {
  it('find the original of a near-copy first, for at least 95 % of them', async () => {
    const copies = truth.nearCopies.filter(({ kind, missing }) => kind !== 'text-only' && !missing.includes('photo'));
    expect(copies.length).toBeGreaterThan(30);
    const siblings = new Set(truth.nearCopies.map(({ itemId }) => itemId));
    const found: string[] = [];
    const missed: string[] = [];
    for (const { itemId, originalId } of copies) {
      const { results } = await similarTo(itemId, { image: 1 }, 100);
      // Other copies of the same original, and variants that show its photos, are as right.
      const first = results.find((result) => !siblings.has(result.itemId))?.itemId ?? '';
      const isRight = first === originalId || photosOf(first) === photosOf(originalId);
      (isRight ? found : missed).push(itemId);
    }
    console.log(
      `originals found first: ${String(found.length)} of ${String(copies.length)}; missed: ${missed.join(', ')}`,
    );
    expect(found.length / copies.length).toBeGreaterThanOrEqual(0.95);
  });
});

describe('weights of one modality give what the word says', () => {
  it('brand: the first results have the same brand', async () => {
    const { results } = await similarTo('allstar-sneakers', { brand: 1 });
    const adidas = await similarTo('runx-running-shoe', { brand: 1 }, 3);
    expect(results[0]?.score).toBeCloseTo(1, 5);
    expect(adidas.results.map(({ itemId }) => all.get(itemId)?.brand)).toEqual(['Adidas', 'Adidas', 'Adidas']);
  });

  it('section: the first results are in the same section', async () => {
    const section = all.get('tulip-pot')?.section;
    const { results } = await similarTo('tulip-pot', { section: 1 }, 8);
    expect(results.map(({ itemId }) => all.get(itemId)?.section)).toEqual(Array(8).fill(section));
  });

  it('price: results get no nearer in price as they fall, and the first are within a factor of 1.5', async () => {
    const amount = all.get('tripod')?.price?.amount ?? 0;
    const { results } = await similarTo('tripod', { price: 1 }, 10);
    const distances = results.map(({ itemId }) => Math.abs(Math.log((all.get(itemId)?.price?.amount ?? 1e9) / amount)));
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
    expect(Math.max(...distances)).toBeLessThan(Math.log(1.5));
  });
});

it('the README shows the example query and the answer that the sample gives', async () => {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
  expect(readme).toContain(`\n${EXAMPLE_QUERY}\n`);
  const { results } = await similarTo('twin-lens-camera', { image: 0.5, text: 0.3, price: 0.2 }, 4);
  const edges = results.map(({ itemId, score, contributions }) => {
    const { title, price } = all.get(itemId) as Item;
    return { score, node: { id: itemId, title, price: price ?? null }, contributions };
  });
  const shown = readme.split('\n').filter((line) => /^0\.\d{4} = /.test(line));
  const words = (line: string) => line.replaceAll(/\d\.\d{4}/g, '').replaceAll(/ +/g, ' ');
  expect(shown.map(words)).toEqual(formatAnswer({ similarItems: { edges } }).split('\n').map(words));
  // Integer arithmetic of the encoders differs a little between processors.
  for (const [at, { score }] of results.entries()) expect(Number(shown[at]?.slice(0, 6))).toBeCloseTo(score, 2);
});

it('contributions add up to the score', async () => {
  const weights = { image: 0.5, text: 0.3, price: -0.2, brand: 0.1, section: 0.4 };
  for (const itemId of ['laptop', 'listing-001', 'orchid']) {
    const { results } = await similarTo(itemId, weights, 100);
    for (const { score, contributions } of results) {
      const sum = contributions.reduce((total, { contribution }) => total + contribution, 0);
      expect(Math.abs(sum - score)).toBeLessThan(1e-6);
    }
  }
});
