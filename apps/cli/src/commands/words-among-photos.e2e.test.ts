import { writeColourPair, type ColourPair } from '@kindred/embedding-model-onnx/testing';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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

it('similar --text searches texts alone where the tower is damaged, and says why on standard error', async () => {
  await writeFile(join(pair.folder, 'text.onnx'), 'no model');
  const { code, stdout, stderr } = await run('similar', '--text', 'blue', '--limit', '3', '--json');
  expect(code).toBe(0);
  const { effectiveWeights, notes, results } = JSON.parse(stdout) as SimilarDocument;
  expect(effectiveWeights).toEqual({ text: 1 });
  expect(results).toHaveLength(3);
  expect(notes.find(({ modality }) => modality === 'image')?.reason).toContain("text tower of the photos' encoder");
  expect(stderr).toMatch(/^Words are not compared with photos, the text tower of '.*' fails: .*text\.onnx/m);
});
