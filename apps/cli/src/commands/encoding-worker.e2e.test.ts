import { afterAll, beforeAll, expect, it } from 'vitest';
import { join } from 'node:path';
import { openDatabase, type OpenDatabase } from '../composition/open-database.ts';
import { loadConfig } from '../config.ts';
import type { EncodingSummary } from '../encoding-jobs/run-encoding-worker.ts';
import type { ImportDocument } from '../importing/import-document.ts';
import { runKindred, runKindredJson, startKindred } from '../testing/run-kindred.ts';
import { writeSampleCatalog } from '../testing/sample-catalog.ts';
import { useTemporaryFolder } from '../testing/temporary-folder.ts';
import { waitUntil } from '../testing/wait-until.ts';

const folder = useTemporaryFolder();
const COUNT = 150;
let database: OpenDatabase;

beforeAll(async () => {
  database = await openDatabase(loadConfig({ KINDRED_DATA_DIR: join(folder.path, '.kindred') }));
  await writeSampleCatalog(folder.path, COUNT);
});
afterAll(() => database.close());

async function referencesOf(modality: string): Promise<number> {
  const ids: string[] = [];
  for await (const items of database.items.stream('default', 100)) ids.push(...items.map(({ id }) => id));
  return (await database.blocks.findReferences('default', ids)).filter((reference) => reference.modality === modality)
    .length;
}

it('an import leaves encoding to workers; one killed in the middle loses nothing', { timeout: 180_000 }, async () => {
  const importing = startKindred(folder.path, ['import', 'products.csv', '--enqueue', '--json']);
  const first = startKindred(folder.path, ['worker', '--modalities', 'image', '--concurrency', '1']);
  await waitUntil(() => first.stderrSoFar().includes('"encoded"'), 90_000);
  first.process.kill('SIGKILL');
  await first.ended;
  const doneBefore = await referencesOf('image');
  expect(doneBefore).toBeGreaterThan(0);
  expect(doneBefore).toBeLessThan(COUNT);
  expect(await referencesOf('text')).toBe(0);

  const second = startKindred(folder.path, ['worker', '--modalities', 'image,text', '--json']);
  const { stdout, code } = await importing.ended;
  const { items } = JSON.parse(stdout) as ImportDocument;
  expect(items?.counts).toEqual({ read: COUNT, embedded: COUNT, unchanged: 0, failed: 0 });
  expect([items?.pending, code]).toEqual([undefined, 0]);
  second.process.kill('SIGTERM');
  const summary = JSON.parse((await second.ended).stdout) as EncodingSummary;
  expect(summary).toMatchObject({ failures: 0 });
  expect(summary.blocksEncoded).toBeGreaterThan(COUNT);
  expect([await referencesOf('image'), await referencesOf('text')]).toEqual([COUNT, COUNT]);

  const again = await runKindredJson<ImportDocument>(folder.path, 'import', 'products.csv', '--enqueue');
  expect(again.document.items?.counts).toEqual({ read: COUNT, embedded: 0, unchanged: COUNT, failed: 0 });
  const found = await runKindredJson<{ results: object[] }>(folder.path, 'similar', 'SKU-001', '--weights', 'image=1');
  expect(found.document.results.length).toBeGreaterThan(0);
});

it('a worker refuses modalities that are none, and a device that is not there', async () => {
  const wrong = await runKindred(folder.path, 'worker', '--modalities', 'smell');
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('It must be image, text')]);
  const alone = await runKindred(folder.path, 'worker', '--device', 'cpu');
  expect([alone.code, alone.stderr]).toEqual([2, expect.stringContaining('add --modalities image,text')]);
  const device = process.platform === 'darwin' ? 'dml' : 'coreml';
  const missing = await runKindred(folder.path, 'worker', '--modalities', 'text', '--device', device);
  expect([missing.code, missing.stderr]).toEqual([1, expect.stringContaining(device)]);
});
