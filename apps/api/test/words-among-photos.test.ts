import { writeColourPair, type ColourPair } from '@kindred/embedding-model-onnx/testing';
import { openDatabase } from '@kindred/database';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startTestApi, type TestApi } from '../src/testing/start-test-api.ts';
import { testPhotoUrl } from '../src/testing/test-photo.ts';

const PHOTOS = {
  red: [
    [225, 25, 25],
    [200, 30, 50],
    [235, 60, 40],
  ],
  green: [
    [25, 170, 50],
    [60, 190, 70],
    [20, 140, 40],
  ],
  blue: [
    [25, 40, 225],
    [50, 60, 200],
    [30, 80, 235],
  ],
} as const;

/** Nine items; only their photos tell them apart. */
const items = Object.entries(PHOTOS).flatMap(([colour, photos]) =>
  photos.map(([red, green, blue], n) => ({
    id: `${colour}-${n}`,
    title: 'Cotton shirt',
    section: ['Shirts'],
    brand: 'Acme',
    price: { amount: 20, currency: 'EUR' },
    images: [testPhotoUrl(red, green, blue)],
  })),
);

const QUERY = `query ($text: String, $itemId: ID, $photo: PhotoInput, $mixture: [MixturePartInput!], $weights: Weights) {
  similarItems(text: $text, itemId: $itemId, photo: $photo, mixture: $mixture, weights: $weights, first: 9) {
    ... on SimilarItemConnection {
      weights { modality weight spread effectiveWeight queryFrom note }
      edges { score node { id } contributions { modality effectiveWeight similarity contribution queryFrom } }
    }
    ... on Problem { message }
  }
}`;

interface Page {
  readonly weights: readonly {
    readonly modality: string;
    readonly spread: number;
    readonly effectiveWeight: number;
    readonly queryFrom: readonly string[];
    readonly note: string | null;
  }[];
  readonly edges: readonly {
    readonly score: number;
    readonly node: { readonly id: string };
    readonly contributions: readonly {
      readonly modality: string;
      readonly effectiveWeight: number;
      readonly similarity: number;
      readonly contribution: number;
      readonly queryFrom: readonly string[];
    }[];
  }[];
}

let pair: ColourPair;
let api: TestApi;
const environment = (more: Readonly<Record<string, string>> = {}) => ({
  KINDRED_IMAGE_ENCODER: `onnx:${pair.manifestPath}`,
  KINDRED_ENCODER_DIRS: pair.folder,
  ...more,
});
beforeAll(async () => {
  pair = await writeColourPair();
  api = await startTestApi({ embeddings: 'bundled', items, environment: environment() });
});
afterAll(async () => {
  await api.close();
  await pair.remove();
});

const search = async (variables: Record<string, unknown>, { client }: TestApi = api): Promise<Page> =>
  (await client.data<{ similarItems: Page }>(QUERY, variables)).similarItems;
const ids = ({ edges }: Page) => edges.map(({ node }) => node.id);
const weightOf = ({ weights }: Page, modality: string) => weights.find((weight) => weight.modality === modality);

test('a colour finds photos of it though titles say nothing; explain adds up and says that words were compared with photos', async () => {
  for (const colour of Object.keys(PHOTOS)) {
    const page = await search({ text: `${colour} shirt`, weights: { image: 0.5, text: 0.5 } });
    expect(ids(page).slice(0, 3).sort()).toEqual([0, 1, 2].map((n) => `${colour}-${n}`));
    expect(weightOf(page, 'image')).toMatchObject({ queryFrom: ['TEXT'], note: null });
    for (const { score, contributions } of page.edges) {
      expect(contributions.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(score, 6);
      const image = contributions.find(({ modality }) => modality === 'image');
      expect(image?.queryFrom).toEqual(['TEXT']);
      expect(image?.contribution).toBeCloseTo((image?.effectiveWeight ?? 0) * (image?.similarity ?? 0), 6);
    }
  }
});

test('without any weights words count in both modalities, and what they say nothing about is noted', async () => {
  const page = await search({ text: 'red' });
  expect(page.weights.map(({ modality, queryFrom, note }) => [modality, queryFrom, note])).toEqual([
    ['image', ['TEXT'], null],
    ['text', ['TEXT'], null],
    ['price', [], 'A search by text says nothing about price.'],
    ['brand', [], 'A search by text says nothing about brand.'],
    ['section', [], 'A search by text says nothing about section.'],
  ]);
});

test('the weight of words among photos is divided by how far those spread, of photos by how far they do', async () => {
  const named = items.map((item) => ({ ...item, title: `${item.id.split('-')[0]} shirt` }));
  const shop = await startTestApi({ embeddings: 'bundled', items: named, environment: environment() });
  onTestFinished(() => shop.close());
  const weights = { image: 1 };
  const [words, photo, item] = [
    await search({ text: 'red', weights }, shop),
    await search({ photo: { url: testPhotoUrl(225, 25, 25) }, weights }, shop),
    await search({ itemId: 'red-0', weights }, shop),
  ];
  expect(weightOf(photo, 'image')).toMatchObject({ queryFrom: ['PHOTO'] });
  expect(weightOf(item, 'image')).toMatchObject({ queryFrom: ['ITEM'] });
  const spreads = [words, photo, item].map((page) => weightOf(page, 'image')?.spread);
  expect(spreads[1]).toBe(spreads[2]);
  expect(spreads[0]).toBeLessThan(Number(spreads[1]) * 0.9);
});

test('a photo less a word: like this, unlike green', async () => {
  const mixture = [{ itemId: 'red-0' }, { text: 'green', weight: -1 }];
  const page = await search({ mixture, weights: { image: 1 } });
  expect(weightOf(page, 'image')?.queryFrom).toEqual(['ITEM', 'TEXT']);
  expect(ids(page).slice(-3).sort()).toEqual(['green-0', 'green-1', 'green-2']);
});

test('an encoder that is not of the CLIP kind, or whose tower is off, searches texts alone, as before', async () => {
  const off = await startTestApi({
    embeddings: 'bundled',
    items,
    environment: environment({ KINDRED_TEXT_TOWER: 'off' }),
  });
  onTestFinished(() => off.close());
  const hash = await startTestApi({ items });
  onTestFinished(() => hash.close());
  for (const other of [off, hash]) {
    const page = await search({ text: 'red shirt', weights: { image: 0.5, text: 0.5 } }, other);
    expect(page.weights.filter(({ effectiveWeight }) => effectiveWeight !== 0)).toMatchObject([
      { modality: 'text', effectiveWeight: 1, queryFrom: ['TEXT'] },
    ]);
    expect(weightOf(page, 'image')).toMatchObject({
      note: 'A search by text says nothing about image.',
      queryFrom: [],
    });
  }
});

test('while the tower cannot be opened words search texts alone and it is noted; when it can they search photos again', async () => {
  const own = await writeColourPair();
  onTestFinished(() => own.remove());
  const dataDir = await mkdtemp(join(tmpdir(), 'kindred-tower-away-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const settings = {
    KINDRED_DATA_DIR: dataDir,
    KINDRED_IMAGE_ENCODER: `onnx:${own.manifestPath}`,
    KINDRED_ENCODER_DIRS: own.folder,
  };
  await (await startTestApi({ embeddings: 'bundled', items, environment: settings })).close();
  const shop = await startTestApi({ embeddings: 'bundled', environment: settings });
  onTestFinished(() => shop.close());
  const [tower, away] = [join(own.folder, 'text.onnx'), join(own.folder, 'text.away')];
  await rename(tower, away);
  const words = { text: 'blue shirt', weights: { image: 0.5, text: 0.5 } };
  const page = await search(words, shop);
  expect(page.edges).toHaveLength(9);
  expect(weightOf(page, 'text')).toMatchObject({ effectiveWeight: 1, queryFrom: ['TEXT'], note: null });
  expect(weightOf(page, 'image')).toMatchObject({
    effectiveWeight: 0,
    queryFrom: [],
    note: "The words are not compared with photos: the text tower of the photos' encoder can't be used now. It is tried again.",
  });
  const photosOnly = await shop.client.data<{ similarItems: { message: string } }>(QUERY, {
    text: 'blue',
    weights: { image: 1 },
  });
  expect(photosOnly.similarItems.message).toContain("the text tower of the photos' encoder can't be used now");
  await rename(away, tower);
  await expect
    .poll(async () => weightOf(await search(words, shop), 'image')?.queryFrom, { timeout: 20_000, interval: 200 })
    .toEqual(['TEXT']);
  const again = await search(words, shop);
  expect(ids(again).slice(0, 3).sort()).toEqual(['blue-0', 'blue-1', 'blue-2']);
  expect(weightOf(again, 'image')?.note).toBeNull();
});

test('a tower that comes later to a catalog of photos: nothing is embedded again, and words find them', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'kindred-tower-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const photosOnly = environment({
    KINDRED_DATA_DIR: dataDir,
    KINDRED_IMAGE_ENCODER: `onnx:${pair.imageManifestPath}`,
  });
  const before = await startTestApi({ embeddings: 'bundled', items, environment: photosOnly });
  expect(weightOf(await search({ text: 'red' }, before), 'image')?.queryFrom).toEqual([]);
  const activeLayout = async ({ databaseUrl }: TestApi) => {
    const database = await openDatabase({ url: databaseUrl });
    const active = await database.layouts.findActive('default');
    await database.close();
    return active;
  };
  const layout = (await activeLayout(before))?.layout;
  await before.close();
  const after = await startTestApi({ embeddings: 'bundled', environment: environment({ KINDRED_DATA_DIR: dataDir }) });
  const page = await search({ text: 'blue', weights: { image: 1 } }, after);
  expect(ids(page).slice(0, 3).sort()).toEqual(['blue-0', 'blue-1', 'blue-2']);
  // Closing waits for the measurement in the background.
  await after.close();
  const again = await startTestApi({ embeddings: 'bundled', environment: environment({ KINDRED_DATA_DIR: dataDir }) });
  onTestFinished(() => again.close());
  const stored = await activeLayout(again);
  expect(stored?.layout).toEqual(layout);
  expect(stored?.statistics.textSpreads?.['image']?.spread).toBe(
    weightOf(await search({ text: 'blue', weights: { image: 1 } }, again), 'image')?.spread,
  );
});
