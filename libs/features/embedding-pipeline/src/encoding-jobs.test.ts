import { InMemoryJobQueue } from '@kindred/job-queue';
import { describe, expect, it, onTestFinished } from 'vitest';
import { EncodingJobs, type EncodedModality } from './encoding-jobs.ts';
import type { ImportProgress, ImportRow } from './import-row.ts';
import { StoredItemEncoder } from './stored-item-encoder.ts';
import { inputOf, PipelineFixture } from './testing/index.ts';

const SHOP = 'shop';

async function* rowsOf(inputs: readonly ReturnType<typeof inputOf>[]): AsyncGenerator<ImportRow> {
  for (const [index, input] of inputs.entries()) yield { row: index + 1, input };
}

/** An importing process, and workers, on one database and one queue. */
async function start() {
  const fixture = new PipelineFixture();
  const queue = new InMemoryJobQueue();
  const jobs = await EncodingJobs.open(queue);
  onTestFinished(() => queue.close());
  const work = (...modalities: EncodedModality[]) => jobs.work(new StoredItemEncoder(fixture.ports()), { modalities });
  const seen: ImportProgress[] = [];
  const run = (count: number, changes: Partial<ReturnType<typeof inputOf>> = {}, signal?: AbortSignal) =>
    fixture.openPipeline().imports.run({
      catalog: SHOP,
      source: 'lamps.csv',
      rows: rowsOf(Array.from({ length: count }, (_, n) => inputOf(n, changes))),
      jobs,
      onProgress: (progress) => seen.push(progress),
      ...(signal === undefined ? {} : { signal }),
    });
  return { fixture, queue, jobs, work, run, seen };
}

describe('EncodingJobs', () => {
  it('an import leaves encoding to workers and ends as if it had encoded itself', async () => {
    const { fixture, queue, work, run, seen } = await start();
    const importing = run(70);
    await work('image');
    await work('text');
    const result = await importing;
    expect(result).toMatchObject({
      counts: { read: 70, embedded: 70, unchanged: 0, failed: 0 },
      pending: 0,
      warnings: [],
    });
    expect(seen.some(({ pending = 0, read, embedded }) => pending > 0 && read === embedded + pending)).toBe(true);
    expect([fixture.imageModel.embedded, new Set(fixture.textModel.embedded).size]).toEqual([70, 70]);
    expect(await fixture.differences(SHOP)).toEqual([]);
    const inProcess = new PipelineFixture();
    const rows = rowsOf(Array.from({ length: 70 }, (_, n) => inputOf(n)));
    await inProcess.openPipeline().imports.run({ catalog: SHOP, source: 'lamps.csv', rows });
    const [own, expected] = await Promise.all([fixture, inProcess].map((of) => of.layouts.findActive(SHOP)));
    expect(own).toEqual(expected);
    expect(await queue.counts('encode-image')).toEqual({ waiting: 0, active: 0, dead: 0 });
  });

  it('gives workers only what is new: another price keeps words and photos', async () => {
    const { fixture, jobs, work, run } = await start();
    await work('image', 'text');
    await run(5);
    const before = fixture.imageModel.embedded + fixture.textModel.embedded.length;
    expect(await run(5, { price: { amount: 1, currency: 'EUR' } })).toMatchObject({ counts: { embedded: 5 } });
    expect(fixture.imageModel.embedded + fixture.textModel.embedded.length).toBe(before);
    expect(await jobs.countOpen()).toBe(0);
    expect(await run(5, { price: { amount: 1, currency: 'EUR' } })).toMatchObject({ counts: { unchanged: 5 } });
    expect(await fixture.differences(SHOP)).toEqual([]);
  });

  it('a worker of one modality opens no encoder of another', async () => {
    const { fixture, jobs, work, run } = await start();
    const ports = fixture.ports();
    const openText = () => Promise.reject(new Error('this machine has no text encoder'));
    await jobs.work(new StoredItemEncoder({ ...ports, encoders: { ...ports.encoders, openText } }), {
      modalities: ['image'],
    });
    await work('text');
    expect((await run(3)).counts).toEqual({ read: 3, embedded: 3, unchanged: 0, failed: 0 });
    expect(await fixture.differences(SHOP)).toEqual([]);
  });

  it('a photo that can not be read is told with its item, which is not pending then', async () => {
    const { fixture, work, run } = await start();
    await work('image', 'text');
    expect(await run(2, { images: ['https://shop.example/broken.jpg'] })).toMatchObject({
      counts: { read: 2, embedded: 2, failed: 0 },
    });
    expect((await fixture.items.findMany(SHOP, ['item-1'])).get('item-1')?.images[0]?.failure).toContain(
      'not an image',
    );
  });

  it('items whose job was given up have failed with its reason, and the next import tries again', async () => {
    const { fixture, jobs, queue, work, run } = await start();
    const embed = fixture.textModel.embedDocuments.bind(fixture.textModel);
    fixture.textModel.embedDocuments = () => Promise.reject(new Error('the model is out of order'));
    await queue.ensureQueue('encode-text', {
      retryLimit: 1,
      retryDelayMs: 0,
      maxRetryDelayMs: 0,
      heartbeatMs: 10_000,
      expireMs: 60_000,
    });
    await work('image', 'text');
    const failed = await run(3);
    expect(failed.counts).toEqual({ read: 3, embedded: 0, unchanged: 0, failed: 3 });
    expect((await fixture.runs.failures(failed.runId, 9)).map(({ reason }) => reason)).toEqual(
      Array.from({ length: 3 }, () => 'the model is out of order'),
    );
    fixture.textModel.embedDocuments = embed;
    expect(await jobs.retryDead(SHOP)).toBe(1);
    while ((await jobs.countOpen()) > 0) await new Promise(setImmediate);
    expect((await run(3)).counts).toEqual({ read: 3, embedded: 0, unchanged: 3, failed: 0 });
    expect(await fixture.differences(SHOP)).toEqual([]);
  });

  it('stopped while it waits, an import says how many items the workers still have to do, and goes on when it is run again', async () => {
    const { fixture, work, run, seen } = await start();
    const stop = new AbortController();
    const importing = run(40, {}, stop.signal);
    while (!seen.some(({ pending }) => pending === 40)) await new Promise(setImmediate);
    stop.abort();
    expect(await importing).toMatchObject({ status: 'cancelled', pending: 40, counts: { read: 40 } });
    await work('image', 'text');
    expect(await run(40)).toMatchObject({ status: 'completed', pending: 0, counts: { read: 40, failed: 0 } });
    expect(fixture.imageModel.embedded).toBe(40);
    expect(await fixture.differences(SHOP)).toEqual([]);
  });

  it('leaves an item alone that was written while it was encoded', async () => {
    const { fixture, work, run, jobs } = await start();
    const { photos } = fixture;
    const fetch = photos.fetch.bind(photos);
    let written = false;
    photos.fetch = async (url, options) => {
      if (!written) {
        written = true;
        await fixture.openPipeline().intake.upsert(SHOP, [inputOf(0, { title: 'Written meanwhile' })]);
      }
      return fetch(url, options);
    };
    const importing = run(1);
    await work('image', 'text');
    await importing;
    expect((await fixture.items.findMany(SHOP, ['item-0'])).get('item-0')?.title).toBe('Written meanwhile');
    expect(await jobs.countOpen()).toBe(0);
    expect(await fixture.differences(SHOP)).toEqual([]);
  });
});
