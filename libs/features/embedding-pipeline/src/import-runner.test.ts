import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportProgress, ImportRow } from './import-row.ts';
import { inputOf, PipelineFixture } from './testing/index.ts';

const SHOP = 'shop';

async function* rowsOf(rows: readonly ImportRow[]): AsyncGenerator<ImportRow> {
  yield* rows;
}

function itemRows(count: number): ImportRow[] {
  return Array.from({ length: count }, (_, n) => ({ row: n + 1, input: inputOf(n) }));
}

describe('ImportRunner', () => {
  it('embeds everything once, and nothing the second time', async () => {
    const fixture = new PipelineFixture();
    const first = await fixture
      .openPipeline()
      .imports.run({ catalog: SHOP, source: 'a.csv', rows: rowsOf(itemRows(100)), total: 100 });
    expect(first).toMatchObject({
      status: 'completed',
      counts: { read: 100, embedded: 100, unchanged: 0, failed: 0 },
      warnings: [],
    });
    expect(first.blocksEncoded).toBe(200);
    expect(await fixture.differences(SHOP)).toEqual([]);
    const calls = fixture.store.calls;
    const second = await fixture
      .openPipeline()
      .imports.run({ catalog: SHOP, source: 'a.csv', rows: rowsOf(itemRows(100)) });
    expect(second).toMatchObject({ counts: { read: 100, embedded: 0, unchanged: 100, failed: 0 }, blocksEncoded: 0 });
    expect(fixture.store.calls).toBe(calls);
    expect(fixture.photos.loaded).toHaveLength(100);
    expect((await fixture.runs.list(SHOP, 10)).map(({ status }) => status)).toEqual(['completed', 'completed']);
  });

  it('keeps rows that fail with their number and reason, and reports progress that reconciles', async () => {
    const fixture = new PipelineFixture();
    const rows: ImportRow[] = [
      ...itemRows(3),
      { row: 4, itemId: 'x', reason: 'Column price is not a number.' },
      { row: 5, input: inputOf(9, { price: { amount: -1, currency: 'EUR' } }) },
    ];
    const progress: ImportProgress[] = [];
    const result = await fixture.openPipeline().imports.run({
      catalog: SHOP,
      source: 'a.csv',
      rows: rowsOf(rows),
      batchSize: 2,
      onProgress: (event) => progress.push(event),
    });
    expect(result.counts).toEqual({ read: 5, embedded: 3, unchanged: 0, failed: 2 });
    expect(await fixture.runs.failures(result.runId, 10)).toEqual([
      { row: 4, itemId: 'x', reason: 'Column price is not a number.' },
      { row: 5, itemId: 'item-9', reason: 'price.amount must be 0 or more, it is -1' },
    ]);
    expect(progress.map(({ read }) => read)).toEqual([2, 4, 5]);
    for (const { read, embedded, unchanged, failed } of progress) expect(read).toBe(embedded + unchanged + failed);
  });

  it('reconciles under random failures, duplicates, outages and batch sizes', async () => {
    const row = fc.oneof(
      { weight: 4, arbitrary: fc.record({ n: fc.nat(12), title: fc.nat(2), broken: fc.boolean() }) },
      { weight: 1, arbitrary: fc.constant('bad row' as const) },
      { weight: 1, arbitrary: fc.constant('invalid' as const) },
    );
    const failing = fc.uniqueArray(fc.nat(80), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        failing,
        async (rows, batchSize, outages) => {
          const fixture = new PipelineFixture();
          fixture.store.failsAt = (call) => outages.includes(call);
          const importRows = rows.map((each, index): ImportRow => {
            if (each === 'bad row') return { row: index + 1, reason: 'Unreadable.' };
            if (each === 'invalid') return { row: index + 1, input: inputOf(index, { title: '' }) };
            const images = [
              each.broken ? 'https://shop.example/broken.jpg' : `https://shop.example/${String(each.n)}.jpg`,
            ];
            return { row: index + 1, input: inputOf(each.n, { title: `T${String(each.title)}`, images }) };
          });
          const { counts, runId } = await fixture
            .openPipeline()
            .imports.run({ catalog: SHOP, source: 'a', rows: rowsOf(importRows), batchSize });
          expect(counts.read).toBe(rows.length);
          expect(counts.embedded + counts.unchanged + counts.failed).toBe(rows.length);
          expect(counts.failed).toBe(rows.filter((each) => typeof each === 'string').length);
          expect(await fixture.runs.failures(runId, 100)).toHaveLength(counts.failed);
          expect(lastTitles(fixture)).toEqual(expectedTitles(rows));
          fixture.store.failsAt = () => false;
          await fixture.openPipeline().catchUp(SHOP, { compareCounts: true });
          expect(fixture.tables.outboxOf(SHOP)).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is resumed after a kill: rows that were committed are skipped, and the dead run is closed', async () => {
    const fixture = new PipelineFixture();
    const dead = fixture.openPipeline();
    async function* dyingRows(): AsyncGenerator<ImportRow> {
      yield* itemRows(40);
      // A process that was killed never comes back from here; the test goes on with another one.
      throw new Error('killed');
    }
    fixture.runs.finish = async () => undefined;
    await expect(dead.imports.run({ catalog: SHOP, source: 'a', rows: dyingRows(), batchSize: 10 })).rejects.toThrow(
      'killed',
    );
    Reflect.deleteProperty(fixture.runs, 'finish');
    expect((await fixture.runs.list(SHOP, 1))[0]?.status).toBe('running');
    const stored = fixture.tables.itemsOf(SHOP).size;
    expect(stored).toBe(40);
    const result = await fixture
      .openPipeline()
      .imports.run({ catalog: SHOP, source: 'a', rows: rowsOf(itemRows(60)), batchSize: 10 });
    expect(result.counts).toEqual({ read: 60, embedded: 60 - stored, unchanged: stored, failed: 0 });
    expect(fixture.textModel.embedded).toHaveLength(60);
    expect((await fixture.runs.list(SHOP, 2)).map(({ status }) => status)).toEqual(['completed', 'failed']);
    expect(await fixture.differences(SHOP)).toEqual([]);
  });

  it('stops when aborted, keeps what was committed, and ends cancelled', async () => {
    const fixture = new PipelineFixture();
    const controller = new AbortController();
    const result = await fixture.openPipeline().imports.run({
      catalog: SHOP,
      source: 'a',
      rows: rowsOf(itemRows(100)),
      batchSize: 10,
      signal: controller.signal,
      onProgress: ({ read }) => {
        if (read === 30) controller.abort();
      },
    });
    expect(result).toMatchObject({ status: 'cancelled', counts: { read: 30, embedded: 30 } });
    expect(fixture.tables.itemsOf(SHOP).size).toBe(30);
    expect(await fixture.differences(SHOP)).toEqual([]);
  });

  it('lets a row that the database refuses fail alone, and fails itself when the database is away', async () => {
    const fixture = new PipelineFixture();
    const upsert = fixture.writer.upsert.bind(fixture.writer);
    fixture.writer.upsert = async (catalog, write) => {
      if (write.items.some(({ id }) => id === 'item-2')) throw new Error('Value too long.');
      return upsert(catalog, write);
    };
    const result = await fixture.openPipeline().imports.run({ catalog: SHOP, source: 'a', rows: rowsOf(itemRows(5)) });
    expect(result.counts).toEqual({ read: 5, embedded: 4, unchanged: 0, failed: 1 });
    expect(await fixture.runs.failures(result.runId, 5)).toEqual([
      { row: 3, itemId: 'item-2', reason: 'Value too long.' },
    ]);
    fixture.writer.upsert = async () => {
      throw new Error('The database is away.');
    };
    const rows = itemRows(9).slice(5);
    await expect(
      fixture.openPipeline().imports.run({ catalog: SHOP, source: 'b', rows: rowsOf(rows) }),
    ).rejects.toThrow('away');
    expect((await fixture.runs.list(SHOP, 1))[0]).toMatchObject({ status: 'failed', counts: { read: 0 } });
  });
});

function lastTitles(fixture: PipelineFixture): Map<string, string> {
  return new Map([...fixture.tables.itemsOf(SHOP)].map(([id, item]): [string, string] => [id, item.title]).sort());
}

function expectedTitles(rows: readonly (string | { n: number; title: number })[]): Map<string, string> {
  const titles = new Map<string, string>();
  for (const row of rows) if (typeof row !== 'string') titles.set(`item-${String(row.n)}`, `T${String(row.title)}`);
  return new Map([...titles].sort());
}
