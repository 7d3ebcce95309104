import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rememberStoreUrl } from '@kindred/vector-store-qdrant';
import { expect, it, onTestFinished } from 'vitest';
import { openVectorStore } from './open-vector-store.ts';
import { problemsOfVectorStoreSettings, readVectorStoreSettings } from './settings.ts';

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kindred-vector-stores-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

it('means the folder of vectors by default, and an empty value counts as left out', () => {
  for (const environment of [{}, { VECTOR_STORE_URL: '', KINDRED_QDRANT_API_KEY: '', KINDRED_SCAN_THREADS: '' }]) {
    expect(problemsOfVectorStoreSettings(environment, '/data')).toEqual([]);
    expect(readVectorStoreSettings(environment, '/data')).toEqual({
      vectorStoreDir: '/data/vectors',
      hasVectorStoreUrl: false,
      scanThreads: 0,
    });
  }
});

it('tells every problem, of the settings and of what a refill switched to', async () => {
  const dataDir = await newFolder();
  expect(problemsOfVectorStoreSettings({ VECTOR_STORE_URL: 'redis://x', KINDRED_SCAN_THREADS: '65' }, dataDir)).toEqual(
    [
      'VECTOR_STORE_URL: must begin with lancedb://, qdrant:// or qdrants://',
      'KINDRED_SCAN_THREADS: must be a whole number from 0 to 64',
    ],
  );
  await rememberStoreUrl(dataDir, 'redis://x');
  expect(problemsOfVectorStoreSettings({}, dataDir)).toEqual([
    `the URL in ${join(dataDir, 'vector-store.url')} must begin with lancedb://, qdrant:// or qdrants://`,
  ]);
  expect(problemsOfVectorStoreSettings({ VECTOR_STORE_URL: 'lancedb:///var/vectors' }, dataDir)).toEqual([]);
});

it('takes the server that a refill switched to, with the key of the settings, unless a setting says another store', async () => {
  const dataDir = await newFolder();
  await rememberStoreUrl(dataDir, 'qdrant://store:6333');
  const key = { KINDRED_QDRANT_API_KEY: 'secret' };
  expect(readVectorStoreSettings(key, dataDir)).toMatchObject({
    qdrant: { baseUrl: 'http://store:6333', apiKey: 'secret' },
    qdrantApiKey: 'secret',
    hasVectorStoreUrl: false,
  });
  const named = readVectorStoreSettings({ ...key, VECTOR_STORE_URL: 'lancedb:///var/vectors' }, dataDir);
  expect(named).toMatchObject({ vectorStoreDir: '/var/vectors', hasVectorStoreUrl: true });
  expect(named.qdrant).toBeUndefined();
});

it('opens the embedded store of the settings', async () => {
  const settings = readVectorStoreSettings({ KINDRED_SCAN_THREADS: '1' }, await newFolder());
  const store = await openVectorStore(settings);
  onTestFinished(() => store.close());
  await store.ensureCollection({ name: 'shop', blocks: [{ modality: 'text', dimension: 4 }] });
  expect((await store.listCollections()).map(({ name }) => name)).toEqual(['shop']);
});
