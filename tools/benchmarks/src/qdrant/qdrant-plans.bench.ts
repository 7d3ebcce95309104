import { setTimeout as wait } from 'node:timers/promises';
import { QdrantVectorStore } from '@kindred/vector-store-qdrant';
import type { ScoredPoint, VectorQuery } from '@kindred/vector-store';
import { benchmarkReport } from '../benchmark-report.ts';
import { quantile } from '../quantile.ts';
import { ClusteredPoints } from './clustered-points.ts';
import { PlainAnn } from './plain-ann.ts';
import { NAMED_WEIGHTS, randomWeights } from './weight-mixes.ts';

/**
 * Recall and time of the default plan on a real server, beside the exact answer and a plain query of an HNSW on the same server.
 * `QDRANT_HTTP=http://localhost:6333 node --conditions=@kindred/source tools/benchmarks/src/qdrant/qdrant-plans.bench.ts [items] [queries]`
 * Collections are kept under the prefix `plans` and used again where they have that many points.
 */
const ITEMS = Number(process.argv[2] ?? 100_000);
const QUERIES = Number(process.argv[3] ?? 20);
const BASE_URL = process.env['QDRANT_HTTP'] ?? 'http://127.0.0.1:6333';
const SEED = 1;
const BATCH = 1000;
const TIE_TOLERANCE = 1e-6;

const points = new ClusteredPoints(SEED, 'bench');
const plain = new PlainAnn(BASE_URL, 'plans-plain');
const open = (plan: 'auto' | 'exact') =>
  QdrantVectorStore.open({ baseUrl: BASE_URL, prefix: 'plans', plan, expectedItems: ITEMS, timeoutMs: 60_000 });

async function timed<T>(times: number[], run: () => Promise<T>): Promise<T> {
  const begin = performance.now();
  const result = await run();
  times.push(performance.now() - begin);
  return result;
}

async function fill(store: QdrantVectorStore): Promise<void> {
  await store.ensureCollection(points.spec);
  if ((await store.count(points.spec.name)) === ITEMS) return;
  await store.dropCollection(points.spec.name);
  await store.ensureCollection(points.spec);
  await plain.create(points.spec);
  for (let begin = 0; begin < ITEMS; begin += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, ITEMS - begin) }, (_, index) => points.make(begin + index));
    await store.upsert(points.spec.name, batch);
    await plain.upsert(batch, begin);
    console.error(`${String(begin + batch.length)} of ${String(ITEMS)}`);
  }
}

function recallOf(found: readonly ScoredPoint[], exact: readonly ScoredPoint[]): number {
  const last = exact.at(-1)?.score ?? -Infinity;
  return found.filter(({ score }) => score >= last - TIE_TOLERANCE).length / Math.max(1, exact.length);
}

async function measure(auto: QdrantVectorStore, exact: QdrantVectorStore): Promise<Record<string, number>> {
  const queries = Array.from({ length: QUERIES }, (_, index) => points.make(ITEMS + index));
  const [autoMs, exactMs, plainMs]: [number[], number[], number[]] = [[], [], []];
  const worst = { named: 1, random: 1 };
  let [equal, asked] = [0, 0];
  const mixes = { named: NAMED_WEIGHTS, random: randomWeights(40, SEED) };
  for (const family of ['named', 'random'] as const)
    for (const weights of mixes[family]) {
      let recall = 0;
      for (const { vector } of queries) {
        const query: VectorQuery = { vector, weights, limit: 10 };
        const wanted = await timed(exactMs, () => exact.search(points.spec.name, query));
        const found = await timed(autoMs, () => auto.search(points.spec.name, query));
        await timed(plainMs, () => plain.search(vector));
        recall += recallOf(found.points, wanted.points) / QUERIES;
        equal += Number(JSON.stringify(found.points) === JSON.stringify(wanted.points));
        asked += 1;
      }
      worst[family] = Math.min(worst[family], recall);
    }
  return {
    'recallAt10.worst': worst.named,
    'recallAt10.random.worst': worst.random,
    sameAnswerShare: equal / asked,
    p50Ms: quantile(autoMs, 0.5),
    p95Ms: quantile(autoMs, 0.95),
    'exact.p50Ms': quantile(exactMs, 0.5),
    'plainAnn.p50Ms': quantile(plainMs, 0.5),
    p50OverPlainAnn: quantile(autoMs, 0.5) / quantile(plainMs, 0.5),
    'best.overPlainAnn': quantile(autoMs, 0.05) / quantile(plainMs, 0.05),
  };
}

const [auto, exact] = [await open('auto'), await open('exact')];
await fill(auto);
await auto.settle(points.spec.name);
while (!(await plain.isSettled())) await wait(1000);
const metrics = await measure(auto, exact);
await auto.close();
await exact.close();
const data = `${String(ITEMS)} clustered points, 384 image + 384 text + 241 tabular dimensions, Qdrant ${auto.server.version}`;
console.log(JSON.stringify(benchmarkReport({ name: 'qdrant-plans', data, seed: SEED, metrics }), null, 2));
