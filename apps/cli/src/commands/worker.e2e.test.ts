import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { collectionName } from '@kindred/embedding-pipeline';
import { EmbeddedVectorStore } from '@kindred/vector-store-embedded';
import { openDatabase, type OpenDatabase } from '../composition/open-database.ts';
import { loadConfig } from '../config.ts';
import { runKindredJson, startKindred } from '../testing/run-kindred.ts';
import { writeRows, writeSampleCatalog } from '../testing/sample-catalog.ts';
import { useTemporaryFolder } from '../testing/temporary-folder.ts';
import { waitUntil } from '../testing/wait-until.ts';

const folder = useTemporaryFolder();
const vectors = (): string => join(folder.path, '.kindred', 'vectors');
let database: OpenDatabase;

beforeAll(async () => {
  database = await openDatabase(loadConfig({ KINDRED_DATA_DIR: join(folder.path, '.kindred') }));
  await writeSampleCatalog(folder.path, 8);
  await runKindredJson(folder.path, 'import', 'products.csv');
});
afterAll(() => database.close());

async function collection(): Promise<string> {
  const stored = await database.layouts.findActive('default');
  return collectionName('default', stored?.layout.hash ?? '');
}

it('applies what others committed, mends a lost vector store, and stops cleanly', async () => {
  await rm(vectors(), { recursive: true });
  await database.writer.delete('default', ['SKU-003']);
  const {
    process: worker,
    ended,
    stderrSoFar,
  } = startKindred(folder.path, ['worker', '--interval-ms', '50', '--json']);
  await waitUntil(() => stderrSoFar().includes('caught up'));
  await database.writer.delete('default', ['SKU-004']);
  await waitUntil(async () => (await database.writer.pendingOutbox('default', 10)).length === 0);
  worker.kill('SIGTERM');
  const { code, stdout, stderr } = await ended;
  expect(JSON.parse(stdout)).toMatchObject({ refills: 1, failures: 0 });
  const messages = stderr.trimEnd().split('\n');
  expect(messages.map((line) => (JSON.parse(line) as { message: string }).message)).toEqual(
    expect.arrayContaining(['worker started', 'caught up', 'worker stopped']),
  );
  expect(code).toBe(0);

  const store = await EmbeddedVectorStore.open({ path: vectors(), readOnly: true });
  expect(await store.count(await collection())).toBe(6);
  await store.close();
});

it('publishes what fell due while no worker ran, and tells so', async () => {
  const { profiles, schedules } = database;
  await profiles.saveDraft('default', { name: 'home', weights: { text: 1 } });
  const publishAt = new Date(Date.now() - 1000);
  await schedules.schedule('default', { profile: 'home', version: 1, publishAt, author: 'Ann' });
  const { process: worker, ended, stderrSoFar } = startKindred(folder.path, ['worker', '--json']);
  await waitUntil(() => stderrSoFar().includes('published as scheduled'));
  worker.kill('SIGTERM');
  expect((await ended).code).toBe(0);
  expect((await profiles.find('default', 'home'))?.versions).toMatchObject([{ version: 1, status: 'published' }]);
  expect((await profiles.history('default', 'home', { limit: 1 })).events).toMatchObject([
    { action: 'published', author: 'Ann' },
  ]);
});

it('tries golden queries of what falls due and is to be refused for broken ones', async () => {
  const { profiles, schedules, goldenQueries } = database;
  await profiles.saveDraft('default', { name: 'guarded', weights: { price: 1 } });
  await goldenQueries.save('default', {
    name: 'words',
    source: { kind: 'text', text: 'teapot' },
    expectedItemIds: ['SKU-005'],
    limit: 100,
    profile: 'guarded',
  });
  const publishAt = new Date(Date.now() - 1000);
  await schedules.schedule('default', { profile: 'guarded', version: 1, publishAt, refuseIfBroken: true });
  const { process: worker, ended, stderrSoFar } = startKindred(folder.path, ['worker', '--json']);
  await waitUntil(() => stderrSoFar().includes('not published as scheduled'));
  worker.kill('SIGTERM');
  expect((await ended).code).toBe(0);
  expect(await schedules.list('default', { profile: 'guarded' })).toMatchObject([
    { status: 'refused', refusal: { brokenGoldenQueries: ['words'] } },
  ]);
});

it('what a command imports is found within a second by a process that has the store open', async () => {
  const store = await EmbeddedVectorStore.open({ path: vectors(), readOnly: true });
  const name = await collection();
  expect(await store.count(name)).toBe(6);
  await writeRows(folder.path, 'more.csv', ['MORE-1,Red teapot,,5,EUR,,Shop,photos/1.png']);
  await runKindredJson(folder.path, 'import', 'more.csv');
  await waitUntil(async () => (await store.count(name)) === 7, 1000);
  await store.close();
});
