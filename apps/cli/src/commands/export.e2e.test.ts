import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { ExportDocument } from '../exporting/export-document.ts';
import { runKindred, runKindredJson } from '../testing/run-kindred.ts';
import { writeRows, writeSampleCatalog } from '../testing/sample-catalog.ts';
import { useTemporaryFolder } from '../testing/temporary-folder.ts';

const folder = useTemporaryFolder();
const ITEMS = 13;

beforeAll(async () => {
  await writeSampleCatalog(folder.path, ITEMS - 1);
  await runKindred(folder.path, 'import', 'products.csv');
  // Another item, without photo, price and brand.
  const bare = await writeRows(folder.path, 'bare.csv', ['BARE,Mug without a photo,,,,,Shop > mug,']);
  const { code, stderr } = await runKindred(folder.path, 'import', bare);
  expect({ code, stderr }).toMatchObject({ code: 0 });
}, 120_000);

const exported = (...args: string[]) =>
  runKindredJson<ExportDocument>(folder.path, 'export', 'embeddings', '--out', ...args);

it('writes every item’s whole embedding, and says what it is', async () => {
  const { code, document } = await exported('whole.parquet');
  expect(code).toBe(0);
  expect(document).toMatchObject({ items: ITEMS, effectiveWeights: null, reduction: null });
  expect(document.blocks.map(({ modality }) => modality)).toEqual(['image', 'text', 'price', 'brand', 'section']);
  const [first, second] = document.blocks;
  expect(second?.offset).toBe(first?.dimension);
  expect(document.dimension).toBe(document.blocks.reduce((sum, { dimension }) => sum + dimension, 0));
  expect(document.files.map((path) => path.slice(folder.path.length + 1))).toEqual([
    'whole.parquet',
    'whole.meta.json',
  ]);
  const beside = { ...document, files: undefined, elapsedMs: undefined };
  expect(JSON.parse(await readFile(join(folder.path, 'whole.meta.json'), 'utf8'))).toEqual(
    JSON.parse(JSON.stringify(beside)),
  );
});

it('cuts it to fewer dimensions as NPY, the same every time', async () => {
  const { document } = await exported('small.npy', '--dimensions', '6');
  expect(document).toMatchObject({ items: ITEMS, dimension: 6, reduction: { learnedOn: ITEMS, comparedWith: ITEMS } });
  expect(document.reduction?.varianceShare).toBeGreaterThan(0.5);
  const bytes = await readFile(join(folder.path, 'small.npy'));
  expect(bytes.toString('latin1', 10, 128)).toContain(`'shape': (${String(ITEMS)}, 6)`);
  expect(bytes).toHaveLength(128 + ITEMS * 6 * 4);
  const ids = (await readFile(join(folder.path, 'small.ids.jsonl'), 'utf8')).trimEnd().split('\n');
  expect(JSON.parse(ids[0] ?? '')).toEqual({ itemId: 'BARE', imputed: ['image', 'price', 'brand'] });
  await exported('again.npy', '--dimensions', '6');
  expect(await readFile(join(folder.path, 'again.npy'))).toEqual(bytes);
});

it('replaces a file only with --force', async () => {
  await writeFile(join(folder.path, 'mine.npy'), 'mine');
  const refused = await exported('mine.npy');
  expect(refused.code).toBe(2);
  expect(refused.document).toMatchObject({ error: { code: 'FILE_EXISTS' } });
  expect(await readFile(join(folder.path, 'mine.npy'), 'utf8')).toBe('mine');
  const weighted = await exported('mine.npy', '--force', '--weights', 'text=1');
  expect(weighted.document).toMatchObject({ items: ITEMS, effectiveWeights: { text: 1 } });
});

it.each([
  [['--dimensions', '0'], 2, 'whole number from 1'],
  [['--dimensions', '99999'], 2, 'Ask for 1 to 512, or leave it out for all'],
  [['--weights', 'image=1,price=-.5'], 2, "'price' must not be negative in an embedding"],
  [['--weights', 'colour=1'], 2, "'colour' is no modality"],
  [['--format', 'csv'], 2, 'neither parquet nor npy'],
  [['--catalog', 'nowhere'], 1, "'nowhere'"],
])('refuses %j and leaves nothing behind', async (args, expected, line) => {
  const before = await readdir(folder.path);
  const { code, stderr } = await runKindred(folder.path, 'export', 'embeddings', '--out', 'bad.npy', ...args);
  expect(stderr).toContain(line);
  expect(code).toBe(expected);
  expect(await readdir(folder.path)).toEqual(before);
});
