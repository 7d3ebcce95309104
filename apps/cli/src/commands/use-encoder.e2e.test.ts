import { expect, it } from 'vitest';
import { runKindred, runKindredJson, startKindred } from '../testing/run-kindred.ts';
import { writeSampleCatalog } from '../testing/sample-catalog.ts';
import { startEmbeddingServer } from '../testing/start-embedding-server.ts';
import { useTemporaryFolder } from '../testing/temporary-folder.ts';

const folder = useTemporaryFolder();
const TEXT = 'bundled:all-MiniLM-L6-v2';
const IMAGE = 'bundled:efficientnet-lite2';

const search = (...more: string[]) =>
  runKindredJson<{ results: { itemId: string }[] }>(
    folder.path,
    'similar',
    '--text',
    'blue mug',
    '--limit',
    '1',
    ...more,
  );

it('two catalogs have an encoder each, a third is refused for one, and a catalog changes its encoder', async () => {
  await writeSampleCatalog(folder.path, 6);
  const words = await startEmbeddingServer(64);
  await runKindredJson(folder.path, 'import', 'products.csv');
  const chosen = ['--catalog', 'words', '--text-encoder', words];
  const imported = await runKindredJson<{ items: { counts: object } }>(
    folder.path,
    'import',
    'products.csv',
    ...chosen,
  );
  expect(imported.document.items.counts).toEqual({ read: 6, embedded: 6, unchanged: 0, failed: 0 });
  const used = await runKindredJson<{ catalogs: object[] }>(folder.path, 'encoders', 'used');
  expect(used.document.catalogs).toEqual([
    { catalog: 'default', image: IMAGE, text: TEXT, since: 'its vectors' },
    { catalog: 'words', image: IMAGE, text: words, since: 'its vectors' },
  ]);
  expect((await search('--catalog', 'words')).code).toBe(0);
  expect((await search()).code).toBe(0);

  const refused = await runKindred(folder.path, 'import', 'products.csv', '--text-encoder', words);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain(`come from '${TEXT}'. To change that: kindred encoders use`);

  const wrong = await runKindred(folder.path, 'encoders', 'use', TEXT, '--modality', 'image');
  expect([wrong.code, wrong.stderr.trimEnd().split('\n').at(-1)]).toEqual([
    2,
    `Error: Encoder '${TEXT}' embeds no photos; name one that does for image.`,
  ]);

  const changed = await runKindredJson<object>(folder.path, 'encoders', 'use', words, '--modality', 'text');
  expect(changed.document).toMatchObject({
    catalog: 'default',
    switched: true,
    encoders: { image: IMAGE, text: words },
    // The other catalog's texts are the same, and blocks are shared.
    counts: { read: 6, embedded: 0, unchanged: 6, failed: 0 },
  });
  const again = await runKindredJson<{ items: { blocksEncoded: number } }>(folder.path, 'import', 'products.csv');
  expect(again.document.items).toMatchObject({ counts: { unchanged: 6 }, blocksEncoded: 0 });
  expect((await search()).document.results).toHaveLength(1);
}, 180_000);

it('--enqueue leaves encoding to a worker, waits for it, and switches', async () => {
  const words = await startEmbeddingServer(32);
  const worker = startKindred(folder.path, ['worker', '--modalities', 'text', '--json']);
  const use = ['encoders', 'use', words, '--modality', 'text', '--enqueue'];
  const { document } = await runKindredJson<object>(folder.path, ...use);
  worker.process.kill('SIGTERM');
  expect(JSON.parse((await worker.ended).stdout)).toMatchObject({ jobs: 1, items: 6, blocksEncoded: 6, failures: 0 });
  expect(document).toMatchObject({
    switched: true,
    encoders: { image: IMAGE, text: words },
    counts: { read: 6, embedded: 0, unchanged: 6, failed: 0 },
  });
  expect((await search()).document.results).toHaveLength(1);
}, 180_000);
