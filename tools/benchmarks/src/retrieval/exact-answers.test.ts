import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InMemoryVectorStore } from '@kindred/vector-store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rowOf } from './data/catalogue-stream.ts';
import { RetrievalCollection } from './data/retrieval-collection.ts';
import { computeExactAnswers } from './exact-answers.ts';
import { buildFilters, SHARES } from './filters.ts';
import { fillStore } from './stores/fill-store.ts';
import { clusteredSeeds } from './testing/clustered-seeds.ts';
import { buildWeightVectors } from './weight-vectors.ts';

const OPTIONS = { kind: 'generated', items: 1500, reserve: 100, seed: 3 } as const;
const LIMIT = 10;

let folder: string;
let collection: RetrievalCollection;
const store = new InMemoryVectorStore();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kindred-exact-'));
  collection = await RetrievalCollection.open(OPTIONS, clusteredSeeds(), folder);
  await fillStore(store, collection);
});
afterAll(async () => {
  await collection.close();
  await store.close();
  await rm(folder, { recursive: true });
});

it('gives what the in-memory store gives, for every weight vector and filter', async () => {
  const queries = await collection.readQueries(4);
  const filters = buildFilters(collection);
  const asks = buildWeightVectors({}, 10, 1).flatMap(({ weights }, index) => {
    const filter = index % 2 === 0 ? undefined : filters[index % filters.length]!;
    return [{ weights, filter, ...(filter === undefined ? {} : { passes: filter.passes }) }];
  });
  const answers = await computeExactAnswers(collection, { queries, asks, limit: LIMIT });
  for (const [which, { vector }] of queries.entries())
    for (const [index, { weights, filter }] of asks.entries()) {
      const query = { vector, weights, limit: LIMIT, ...(filter === undefined ? {} : { filter: filter.filter }) };
      const { points } = await store.search(collection.spec.name, query);
      const { rows, scores } = answers[which]![index]!;
      expect(points).toHaveLength(rows.length);
      points.forEach(({ itemId, score }, rank) => {
        expect(Math.abs(score - scores[rank]!)).toBeLessThan(1e-9);
        // Sums in another order may swap items whose scores differ by less.
        const isTied = scores.some((other, position) => position !== rank && Math.abs(other - score) < 1e-9);
        if (!isTied && rank < rows.length - 1) expect(rowOf(itemId)).toBe(rows[rank]);
      });
    }
});

it('has filters that let pass what they should, within a tenth, or some that cost the same', async () => {
  const filters = buildFilters(collection);
  expect(filters.map(({ share }) => share)).toEqual(SHARES.flatMap((share) => [share, share, share]));
  for (const { share, passing, filter } of filters) {
    expect(Math.abs(passing - share * OPTIONS.items)).toBeLessThanOrEqual(Math.max(10, 0.1 * share * OPTIONS.items));
    expect(await store.count(collection.spec.name, filter)).toBe(passing);
  }
});

it('makes the same collection again, and another for another seed', async () => {
  const points = await collection.readPoints(0, 50);
  const other = await mkdtemp(join(tmpdir(), 'kindred-exact-'));
  for (const seed of [OPTIONS.seed, OPTIONS.seed + 1]) {
    const again = await RetrievalCollection.open({ ...OPTIONS, seed }, clusteredSeeds(), other);
    const made = await again.readPoints(0, 50);
    if (seed === OPTIONS.seed) expect(made).toEqual(points);
    else expect(made).not.toEqual(points);
    await again.close();
  }
  await rm(other, { recursive: true });
});
