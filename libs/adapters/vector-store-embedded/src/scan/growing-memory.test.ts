import { InMemoryVectorStore, type CollectionSpec } from '@kindred/vector-store';
import { randomPoints, randomVector, seededRandom } from '@kindred/vector-store/testing';
import { afterAll, expect, it } from 'vitest';
import { ScanTable } from '../table/scan-table.ts';
import { CollectionScan } from './collection-scan.ts';
import { ScanMemory } from './scan-memory.ts';
import { ScanThreads } from './scan-threads.ts';

const SPEC: CollectionSpec = {
  name: 'growing',
  blocks: [
    { modality: 'image', dimension: 32 },
    { modality: 'price', dimension: 16, repeats: true },
  ],
};
const COUNT = 3_000;
const ROUNDS = 60;
const threads = new ScanThreads(3);
afterAll(() => threads.close());

it('gives exact answers while the memory grows under passes: searches in a burst right after a collection was opened', async () => {
  const points = randomPoints(COUNT, 7, SPEC);
  const oracle = new InMemoryVectorStore();
  await oracle.ensureCollection(SPEC);
  await oracle.upsert(SPEC.name, points);
  const random = seededRandom(3);
  const queries = Array.from({ length: 24 }, (_, index) => ({
    vector: randomVector(random, SPEC),
    weights: [0.7, 0.3],
    limit: 1 + index,
  }));
  const expected = await Promise.all(queries.map(async (query) => (await oracle.search(SPEC.name, query)).points));
  for (let round = 0; round < ROUNDS; round++) {
    const memory = new ScanMemory();
    const kernels = threads.kernelsOn(memory.memory);
    const table = new ScanTable(SPEC.blocks, memory, kernels);
    for (const point of points) table.upsert(point, 1);
    const settings = { threads: 3, maxWaitMs: 0, inlineBytes: 0 };
    const scan = new CollectionScan({ table, memory, kernels, threads, settings });
    // By ones and twos, so that passes are written, and take memory, while others run.
    const answers = await Promise.all(
      queries.map(async (query, index) => {
        for (let turns = 0; turns < index % 12; turns++) await new Promise((resolve) => void setImmediate(resolve));
        return scan.search(query);
      }),
    );
    scan.close();
    for (const [index, { points: found }] of answers.entries()) expect(found).toEqual(expected[index]);
  }
}, 60_000);
