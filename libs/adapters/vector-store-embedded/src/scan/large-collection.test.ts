import { readdir, readFile } from 'node:fs/promises';
import { getPriority } from 'node:os';
import { InMemoryVectorStore, type CollectionSpec, type VectorPoint, type VectorQuery } from '@kindred/vector-store';
import { randomPoints, randomVector, seededRandom } from '@kindred/vector-store/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ScanTable } from '../table/scan-table.ts';
import { CollectionScan } from './collection-scan.ts';
import { ScanMemory } from './scan-memory.ts';
import { ScanThreads } from './scan-threads.ts';

const SPEC: CollectionSpec = {
  name: 'large',
  blocks: [
    { modality: 'image', dimension: 24 },
    { modality: 'brand', dimension: 8, repeats: true },
    { modality: 'price', dimension: 5 },
    { modality: 'behavior', dimension: 12 },
  ],
};
const COUNT = 12_000;
const oracle = new InMemoryVectorStore();
const threads = new ScanThreads(2);
let scan: CollectionScan;
let table: ScanTable;

/** Three of four items share one brand, so that brand alone gives 9,000 ties. */
function makePoints(): VectorPoint[] {
  const common = randomVector(seededRandom(5), SPEC).subarray(24, 32).slice();
  return randomPoints(COUNT, 3, SPEC).map((point, index) => {
    if (index % 4 !== 0) point.vector.set(common, 24);
    return { ...point, facets: { ...point.facets, attributes: { group: index % 100 } } };
  });
}

beforeAll(async () => {
  const memory = new ScanMemory();
  const kernels = threads.kernelsOn(memory.memory);
  table = new ScanTable(SPEC.blocks, memory, kernels);
  scan = new CollectionScan({
    table,
    memory,
    kernels,
    threads,
    settings: { threads: 2, maxWaitMs: 1, inlineBytes: 0 },
  });
  const points = makePoints();
  for (const point of points) table.upsert(point, 1);
  await oracle.ensureCollection(SPEC);
  await oracle.upsert(SPEC.name, points);
});

afterAll(() => threads.close());

async function expectSameAnswers(queries: readonly VectorQuery[]): Promise<void> {
  const answers = await Promise.all(queries.map((query) => scan.search(query)));
  for (const [index, query] of queries.entries()) {
    const exact = await oracle.search(SPEC.name, query);
    expect(answers[index]!.points).toEqual(exact.points);
    expect(answers[index]!.plan).toMatchObject({ name: 'quantized-scan', exact: true });
  }
}

const random = seededRandom(11);
const query = (weights: readonly number[], more: Partial<VectorQuery> = {}): VectorQuery => ({
  vector: randomVector(random, SPEC),
  weights: [...weights, 0].slice(0, SPEC.blocks.length),
  limit: 10,
  ...more,
});

it('orders thousands of ties by item id, more than its lists of candidates hold', async () => {
  const { vector } = table.findPoint('item-1')!;
  await expectSameAnswers([query([0, 1, 0], { vector }), query([0, -1, 0], { vector, limit: 3_500 })]);
});

it('gives exact answers to queries of one pass that differ in weights, filters, limits and exclusions', async () => {
  const filter = { kind: 'attributeRange' as const, name: 'group', max: 4 };
  const rare = { kind: 'attribute' as const, name: 'group', anyOf: [7] };
  await expectSameAnswers([
    query([1, 0, 0]),
    query([0.4, 0.3, 0.3], { limit: 200 }),
    query([-0.5, 0.2, 0.3], { filter }),
    query([0, 0, 1], { exclude: ['item-1', 'item-2', 'item-2', 'unknown'] }),
    query([0.1, 0.8, 0.1], { filter: rare, limit: 500 }),
    query([1, 1, 1], { filter: { kind: 'ids', anyOf: ['item-9', 'item-11999', 'unknown'] } }),
    query([0, 1, -1], { filter, exclude: ['item-100'], limit: 10_000 }),
    query([0.2, 0.2, 0.6], { filter: { kind: 'not', filter } }),
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
      query(weights, { limit: 1 + (index % 20), ...filters[index % filters.length] }),
    );
    for (let begin = 0; begin < asked.length; begin += together)
      await expectSameAnswers(asked.slice(begin, begin + together));
  }
});

it.skipIf(process.platform !== 'linux')(
  'threads that scan step back behind the one that gives them work (Linux only)',
  async () => {
    await scan.search(query([1, 0, 0]));
    const ids = await readdir('/proc/self/task');
    const names = await Promise.all(ids.map((id) => readFile(`/proc/self/task/${id}/comm`, 'utf8')));
    const ofScans = ids.filter((_, index) => names[index]!.trim() === 'kindred-scan');
    expect(ofScans.length).toBeGreaterThanOrEqual(threads.size);
    for (const id of ofScans) expect(getPriority(Number(id))).toBe(Math.max(2, getPriority(process.pid)));
  },
);

it('counts the points that pass, and scans no others', async () => {
  const filter = { kind: 'attribute' as const, name: 'group', anyOf: [7] };
  expect(await scan.count(filter)).toBe(COUNT / 100);
  const { plan } = await scan.search(query([1, 0, 0], { filter, exclude: ['item-7'] }));
  expect(plan.scannedPoints).toBe(COUNT / 100 - 1);
});

it('sees an item once while it is replaced during filters and passes', async () => {
  const filter = { kind: 'not' as const, filter: { kind: 'ids' as const, anyOf: ['item-3'] } };
  const point = table.findPoint('item-1')!;
  const asked = query([1, 0, 0], { filter, limit: 10_000, vector: point.vector });
  const answers = Array.from({ length: 6 }, async () => {
    const answer = scan.search(asked);
    table.upsert(point, 2);
    return (await answer).points.filter(({ itemId }) => itemId === 'item-1');
  });
  for (const found of await Promise.all(answers)) expect(found).toHaveLength(1);
});
