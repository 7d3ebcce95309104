import { readdir, readFile } from 'node:fs/promises';
import { getPriority } from 'node:os';
import type { VectorQuery } from '@kindred/vector-store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SketchFitting } from '../table/sketch-fitting.ts';
import { ALONE, LARGE_COUNT, LargeCollection } from '../testing/large-collection.ts';

describe.each([
  { rows: 'of few dimensions', dimensions: { image: 24, behavior: 12 }, isSketched: false },
  { rows: 'of many dimensions that are sketched', dimensions: { image: 240, behavior: 200 }, isSketched: true },
])('A scan of rows $rows', ({ dimensions, isSketched }) => {
  const large = new LargeCollection(dimensions.image, dimensions.behavior);

  beforeAll(async () => {
    await large.fill();
    if (isSketched) await new SketchFitting({ table: large.table, ...ALONE }).fit();
  });

  afterAll(() => large.close());

  async function expectSameAnswers(queries: readonly VectorQuery[]): Promise<void> {
    for (const { found, exact } of await large.ask(queries)) {
      expect(found.points).toEqual(exact.points);
      expect(found.plan).toMatchObject({ name: 'quantized-scan', exact: true });
    }
  }

  it('orders thousands of ties by item id, more than its lists of candidates hold', async () => {
    const { vector } = large.table.findPoint('item-1')!;
    await expectSameAnswers([large.query([0, 1, 0], { vector }), large.query([0, -1, 0], { vector, limit: 3_500 })]);
  });

  it('gives exact answers to queries of one pass that differ in weights, filters, limits and exclusions', async () => {
    const filter = { kind: 'attributeRange' as const, name: 'group', max: 4 };
    const rare = { kind: 'attribute' as const, name: 'group', anyOf: [7] };
    await expectSameAnswers([
      large.query([1, 0, 0]),
      large.query([0.4, 0.3, 0.3], { limit: 200 }),
      large.query([-0.5, 0.2, 0.3], { filter }),
      large.query([0, 0, 1], { exclude: ['item-1', 'item-2', 'item-2', 'unknown'] }),
      large.query([0.1, 0.8, 0.1], { filter: rare, limit: 500 }),
      large.query([1, 1, 1], { filter: { kind: 'ids', anyOf: ['item-9', 'item-11999', 'unknown'] } }),
      large.query([0, 1, -1], { filter, exclude: ['item-100'], limit: 10_000 }),
      large.query([0.2, 0.2, 0.6], { filter: { kind: 'not', filter } }),
    ]);
  });

  it.each([
    ['alone', 1],
    ['four in a pass', 4],
    ['eight in a pass', 8],
  ])('gives exact answers where rows are out before their last block is read, queries %s', async (_, together) => {
    const filter = { kind: 'attributeRange' as const, name: 'group', max: 60 };
    const filters = [{}, { filter }, {}, { filter: { kind: 'not' as const, filter } }];
    const mixes = [
      [0.7, 0, 0.15, 0.15],
      [0.05, 0.1, 0.65, -0.2],
      [-0.7, 0, 0.1, 0.2],
      [0.2, 0, 0.1, 0.7],
    ];
    for (const weights of mixes) {
      const asked = Array.from({ length: 24 }, (__, index) =>
        large.query(weights, { limit: 1 + (index % 20), ...filters[index % filters.length] }),
      );
      for (let begin = 0; begin < asked.length; begin += together)
        await expectSameAnswers(asked.slice(begin, begin + together));
    }
  });

  it.skipIf(process.platform !== 'linux')(
    'threads that scan step back behind the one that gives them work (Linux only)',
    async () => {
      await large.scan.search(large.query([1, 0, 0]));
      const ids = await readdir('/proc/self/task');
      const names = await Promise.all(ids.map((id) => readFile(`/proc/self/task/${id}/comm`, 'utf8')));
      const ofScans = ids.filter((_, index) => names[index]!.trim() === 'kindred-scan');
      expect(ofScans.length).toBeGreaterThanOrEqual(large.threads.size);
      for (const id of ofScans) expect(getPriority(Number(id))).toBe(Math.max(2, getPriority(process.pid)));
    },
  );

  it('counts the points that pass, and scans no others', async () => {
    const filter = { kind: 'attribute' as const, name: 'group', anyOf: [7] };
    expect(await large.scan.count(filter)).toBe(LARGE_COUNT / 100);
    const { plan } = await large.scan.search(large.query([1, 0, 0], { filter, exclude: ['item-7'] }));
    expect(plan.scannedPoints).toBe(LARGE_COUNT / 100 - 1);
  });

  it('sees an item once while it is replaced during filters and passes', async () => {
    const filter = { kind: 'not' as const, filter: { kind: 'ids' as const, anyOf: ['item-3'] } };
    const point = large.table.findPoint('item-1')!;
    const asked = large.query([1, 0, 0], { filter, limit: 10_000, vector: point.vector });
    const answers = Array.from({ length: 6 }, async () => {
      const answer = large.scan.search(asked);
      large.table.upsert(point, 2);
      return (await answer).points.filter(({ itemId }) => itemId === 'item-1');
    });
    for (const found of await Promise.all(answers)) expect(found).toHaveLength(1);
  });
});
