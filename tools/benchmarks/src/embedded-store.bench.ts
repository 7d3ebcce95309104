import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { vectorDimension, type CollectionSpec, type VectorPoint } from '@kindred/vector-store';
import { randomPoints, randomVector, seededRandom } from '@kindred/vector-store/testing';
import { EmbeddedVectorStore } from '@kindred/vector-store-embedded';
import { benchmarkReport } from './benchmark-report.ts';
import { quantile } from './quantile.ts';

/**
 * Upsert, open and search of the embedded store.
 * `node --conditions=@kindred/source tools/benchmarks/src/embedded-store.bench.ts [items]`
 */
const ITEMS = Number(process.argv[2] ?? 10_000);
const SEED = 1;
const SEARCHES = 60;
const SPEC: CollectionSpec = {
  name: 'bench',
  blocks: [
    { modality: 'image', dimension: 1280 },
    { modality: 'text', dimension: 384 },
    { modality: 'price', dimension: 64 },
    { modality: 'brand', dimension: 64 },
    { modality: 'section', dimension: 64 },
  ],
};
const WEIGHTS = { all: [0.4, 0.3, 0.1, 0.1, 0.1], imageOnly: [1, 0, 0, 0, 0], brandOnly: [0, 0, 0, 1, 0] };
const UPSERT_BATCH = 500;

async function timed<T>(run: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const begin = performance.now();
  const result = await run();
  return { ms: performance.now() - begin, result };
}

/** In MiB, after garbage is collected where `--expose-gc` is given. */
function residentMiB(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage.rss() / 2 ** 20;
}

async function folderMiB(folder: string): Promise<number> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((file) => file.isFile());
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(file.parentPath, file.name))).size));
  return sizes.reduce((sum, size) => sum + size, 0) / 2 ** 20;
}

async function fill(path: string): Promise<Record<string, number>> {
  const store = await EmbeddedVectorStore.open({ path });
  await store.ensureCollection(SPEC);
  const points = randomPoints(ITEMS, SEED, SPEC);
  const batches: VectorPoint[][] = [];
  for (let begin = 0; begin < ITEMS; begin += UPSERT_BATCH) batches.push(points.slice(begin, begin + UPSERT_BATCH));
  const { ms: fillMs } = await timed(async () => {
    for (const batch of batches) await store.upsert(SPEC.name, batch);
  });
  await store.count(SPEC.name);
  const single: number[] = [];
  for (const point of points.slice(0, 50)) single.push((await timed(() => store.upsert(SPEC.name, [point]))).ms);
  await store.close();
  return { 'upsert.allMs': fillMs, 'upsert.oneP50Ms': quantile(single, 0.5), 'disk.MiB': await folderMiB(path) };
}

async function search(store: EmbeddedVectorStore, weights: number[], more: object = {}): Promise<number> {
  const random = seededRandom(SEED + 1);
  const times: number[] = [];
  for (let index = 0; index < SEARCHES; index++) {
    const query = { vector: randomVector(random, SPEC), weights, limit: 10, ...more };
    times.push((await timed(() => store.search(SPEC.name, query))).ms);
  }
  return quantile(times, 0.5);
}

async function measureOpened(path: string): Promise<Record<string, number>> {
  const before = residentMiB();
  const { ms, result: store } = await timed(async () => {
    const opened = await EmbeddedVectorStore.open({ path });
    if ((await opened.count(SPEC.name)) !== ITEMS) throw new Error('Rows are missing.');
    return opened;
  });
  const memory = residentMiB() - before;
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const metrics = {
    'open.ms': ms,
    'open.MiB': memory,
    'vectors.MiB': (ITEMS * vectorDimension(SPEC) * 4) / 2 ** 20,
    'search.all.p50Ms': await search(store, WEIGHTS.all),
    'search.imageOnly.p50Ms': await search(store, WEIGHTS.imageOnly),
    'search.brandOnly.p50Ms': await search(store, WEIGHTS.brandOnly),
    'search.filtered.p50Ms': await search(store, WEIGHTS.all, { filter: { kind: 'available', available: true } }),
  };
  delay.disable();
  await store.close();
  return { ...metrics, 'search.eventLoopDelayP99Ms': delay.percentile(99) / 1e6 };
}

/** In a process of its own, so that memory of the filling isn't counted. */
async function measureOpenedInChild(path: string): Promise<Record<string, number>> {
  const args = [...process.execArgv, '--expose-gc', fileURLToPath(import.meta.url), String(ITEMS), path];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 600_000 });
  return JSON.parse(stdout) as Record<string, number>;
}

async function main(): Promise<void> {
  const filled = process.argv[3];
  if (filled !== undefined) {
    process.stdout.write(JSON.stringify(await measureOpened(filled)));
    return;
  }
  const path = await mkdtemp(join(tmpdir(), 'kindred-bench-'));
  try {
    const metrics = { ...(await fill(path)), ...(await measureOpenedInChild(path)) };
    const rounded = Object.fromEntries(
      Object.entries(metrics).map(([key, value]) => [key, Math.round(value * 100) / 100]),
    );
    const data = `${String(ITEMS)} random points × ${String(vectorDimension(SPEC))} dimensions`;
    const report = benchmarkReport({ name: 'embedded-store', data, seed: SEED, metrics: rounded });
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  } finally {
    await rm(path, { recursive: true });
  }
}

await main();
