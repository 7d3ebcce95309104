import { join } from 'node:path';
import { EncodingJobs, type ListedEncodingJob } from '@kindred/embedding-pipeline';
import { PostgresJobQueue } from '@kindred/job-queue-postgres';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openDatabase, type OpenDatabase } from '../composition/open-database.ts';
import { loadConfig } from '../config.ts';
import { runKindred, runKindredJson } from '../testing/run-kindred.ts';
import { useTemporaryFolder } from '../testing/temporary-folder.ts';
import { waitUntil } from '../testing/wait-until.ts';

interface JobsDocument {
  readonly counts: Readonly<Record<'image' | 'text', { waiting: number; active: number; dead: number }>>;
  readonly jobs: readonly ListedEncodingJob[];
}

const ONE_TRY = { retryLimit: 0, retryDelayMs: 0, maxRetryDelayMs: 0, heartbeatMs: 10_000, expireMs: 60_000 };
const folder = useTemporaryFolder();
let database: OpenDatabase;
let queue: PostgresJobQueue;
let jobs: EncodingJobs;

beforeAll(async () => {
  database = await openDatabase(loadConfig({ KINDRED_DATA_DIR: join(folder.path, '.kindred') }));
  for (const catalog of ['default', 'other']) await database.catalogs.ensure(catalog);
  queue = await PostgresJobQueue.open({ url: database.url });
  jobs = await EncodingJobs.open(queue);
});
afterAll(async () => {
  await queue.close();
  await database.close();
});

/** Two dead jobs of photos and one that waits for its texts; one dead job of another catalog. */
beforeEach(async () => {
  for (const name of ['encode-image', 'encode-text']) await queue.ensureQueue(name, ONE_TRY);
  await jobs.enqueue('default', ['a']);
  await jobs.enqueue('default', ['b', 'c']);
  await jobs.enqueue('other', ['d']);
  const worker = await queue.work('encode-image', () => Promise.reject(new Error('the photo host is away')));
  await waitUntil(async () => (await queue.counts('encode-image')).dead === 3);
  await worker.stop();
  return async () => {
    await Promise.all(['default', 'other'].map((catalog) => jobs.dropDead(catalog)));
    for (const name of ['encode-image', 'encode-text']) {
      const sweeper = await queue.work(name, () => Promise.resolve(), { concurrency: 4 });
      await waitUntil(async () => (await queue.counts(name)).waiting === 0);
      await sweeper.stop();
    }
  };
});

const list = async (...args: string[]): Promise<JobsDocument> =>
  (await runKindredJson<JobsDocument>(folder.path, 'jobs', 'list', ...args)).document;

it('lists what workers gave up, with the reason, and what waits', async () => {
  const dead = await list();
  expect(dead.counts).toEqual({
    image: { waiting: 0, active: 0, dead: 2 },
    text: { waiting: 2, active: 0, dead: 0 },
  });
  expect(dead.jobs.map(({ itemIds }) => itemIds).sort()).toEqual([['a'], ['b', 'c']]);
  for (const job of dead.jobs)
    expect(job).toMatchObject({ modality: 'image', state: 'dead', attempts: 1, reason: 'the photo host is away' });
  expect((await list('--catalog', 'other')).jobs.map(({ itemIds }) => itemIds)).toEqual([['d']]);
  expect((await list('--state', 'waiting', '--limit', '1')).jobs).toMatchObject([
    { modality: 'text', state: 'waiting', itemIds: ['b', 'c'], attempts: 0 },
  ]);
  const { stdout } = await runKindred(folder.path, 'jobs', 'list');
  expect(stdout).toMatch(/^image: 0 waiting, 0 active, 2 dead\ntext: 2 waiting, 0 active, 0 dead\njob {2,}modality/);
  expect(stdout).toMatch(/^[0-9a-f-]{36} {2}image {5}\d{4}-\d\d-\d\d .* 1 {6}2 {2}b {11}the photo host is away$/m);
  expect((await runKindred(folder.path, 'jobs', 'list', '--state', 'active')).stdout).toContain('No job is under way.');
}, 60_000);

it('gives jobs all their tries again, by id or all, and leaves other catalogs alone', async () => {
  const [first] = (await list()).jobs;
  const byId = await runKindred(folder.path, 'jobs', 'retry', String(first?.id).slice(0, 13));
  expect(byId.stdout).toBe('Jobs that wait for a worker again: 1. Others are left.\n');
  expect((await list('--state', 'waiting')).jobs.filter(({ modality }) => modality === 'image')).toMatchObject([
    { itemIds: first?.itemIds, attempts: 0 },
  ]);
  const rest = await runKindredJson(folder.path, 'jobs', 'retry', '--all');
  expect(rest.document).toEqual({ catalog: 'default', retried: 1 });
  expect((await list()).counts.image).toEqual({ waiting: 2, active: 0, dead: 0 });
  expect((await list('--catalog', 'other')).counts.image.dead).toBe(1);
  const worked: unknown[] = [];
  const worker = await queue.work('encode-image', async ({ data }) => void worked.push(data));
  await waitUntil(() => worked.length === 2);
  await worker.stop();
}, 60_000);

it('drops jobs for good, and those alone that were given up', async () => {
  const [first] = (await list()).jobs;
  expect((await runKindred(folder.path, 'jobs', 'drop', String(first?.id))).stdout).toBe('Jobs dropped: 1.\n');
  const all = await runKindredJson(folder.path, 'jobs', 'drop', '--all');
  expect(all.document).toEqual({ catalog: 'default', dropped: 1 });
  expect((await list()).counts).toEqual({
    image: { waiting: 0, active: 0, dead: 0 },
    text: { waiting: 2, active: 0, dead: 0 },
  });
  const gone = await runKindredJson(folder.path, 'jobs', 'drop', String(first?.id));
  expect([gone.code, gone.document]).toEqual([1, { error: expect.objectContaining({ code: 'JOB_NOT_FOUND' }) }]);
}, 60_000);
