import { writeColourPair, type ColourPair } from '@kindred/embedding-model-onnx/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SimilarDocument } from '../output/format-similar.ts';
import { startKindred } from '../testing/run-kindred.ts';
import { writeSampleCatalog } from '../testing/sample-catalog.ts';
import { useTemporaryFolder } from '../testing/temporary-folder.ts';

const folder = useTemporaryFolder();
let pair: ColourPair;
beforeAll(async () => {
  pair = await writeColourPair();
});
afterAll(() => pair.remove());

const run = (...args: string[]) =>
  startKindred(folder.path, args, {
    KINDRED_IMAGE_ENCODER: `onnx:${pair.manifestPath}`,
    KINDRED_ENCODER_DIRS: pair.folder,
  }).ended;

it('similar --text searches photos by words with the spread that the import measured, and --explain says so', async () => {
  await writeSampleCatalog(folder.path, 20);
  expect((await run('import', 'products.csv')).code).toBe(0);
  const query = ['--text', 'blue', '--weights', 'image=1', '--limit', '5', '--explain'];
  const { stdout } = await run('similar', ...query, '--json');
  const document = JSON.parse(stdout) as SimilarDocument;
  // Every fourth item is blue.
  expect(document.results.map(({ title }) => title.split(' ')[0])).toEqual(['blue', 'blue', 'blue', 'blue', 'blue']);
  expect(document.origins).toEqual({ image: ['text'], text: ['text'] });
  const item = JSON.parse(
    (await run('similar', 'SKU-001', '--weights', 'image=1', '--explain', '--json')).stdout,
  ) as SimilarDocument;
  expect(document.spreads?.['image']).toBeLessThan(Number(item.spreads?.['image']) * 0.9);
  expect((await run('similar', ...query)).stdout).toContain('the words are compared with the photos themselves');
});
