import { mkdtempSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchmarkReport, type BenchmarkReport } from '../benchmark-report.ts';
import { quantile } from '../quantile.ts';
import { alternateBlocks } from './alternate-blocks.ts';
import { ClosedLoop, type LoadResult } from './closed-loop-load.ts';
import { askEffectiveWeights } from './effective-weights.ts';
import { fillGeneratedStore } from './generated-store.ts';
import { sampleItemIds } from './sample-item-ids.ts';
import { openStoreOfApi, type StoreOfApi } from './open-store-of-api.ts';
import { spawnServer } from './spawn-server.ts';
import { spawnStore } from './spawn-store.ts';

export interface ApiBenchmarkOptions {
  readonly items: number;
  readonly requests: number;
  readonly seed: number;
  /** The API's `VECTOR_STORE_URL`; its own folder where it is absent. Must hold no other collections. */
  readonly storeUrl?: string;
}

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const catalog = 'default';
const weights = { image: 0.35, text: 0.3, price: 0.1, brand: 0.1, section: 0.15 };
const limit = 10;
const query = `query Similar($id: ID!, $weights: Weights) { similarItems(itemId: $id, weights: $weights, first: ${String(limit)}) {
  ... on SimilarItemConnection { edges { score node { id title brand price { amount currency } } contributions { modality contribution } } } } }`;

const preview = `query Preview($weights: Weights!, $seed: Int!) { previewProfile(weights: $weights, sample: {size: 200, seed: $seed}) {
  ... on ProfilePreview { sources changedShare rankOverlap liveCoverage { items } draftCoverage { items } } } }`;
const draftWeights = { image: 0.2, text: 0.2, price: 0.3, brand: 0.2, section: 0.1 };
const PREVIEWS = 7;

/** Requests of one side before the other side's turn: some tens of milliseconds. */
const SIMILAR_BLOCK = 20;
const HELLO_BLOCK = 200;
const STORE_QUERIES = 300;
/** For what stores prepare in the background, once they are searched. */
const SETTLE_MS_PER_ITEM = 0.1;

/** similarItems over GraphQL beside the store's own time, and `{ __typename }` beside a bare Apollo Server's, by turns. */
export async function benchmarkApi(options: ApiBenchmarkOptions): Promise<BenchmarkReport> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kindred-bench-api-'));
  const { items, seed, requests, storeUrl } = options;
  const location: StoreOfApi = { dataDir, ...(storeUrl === undefined ? {} : { storeUrl }) };
  try {
    console.error(`Filling a store with ${String(items)} generated items …`);
    await fillGeneratedStore({ ...location, modelsDir: join(root, 'models'), catalog, items, seed });
    const itemIds = sampleItemIds(items, Math.min(items, requests), seed);
    const measured = await measure(location, { itemIds, requests, items });
    return benchmarkReport({
      name: 'api',
      data: `generated catalogue, ${String(items)} items, blocks of the bundled encoders' dimensions`,
      seed,
      metrics: metricsOf(measured),
    });
  } finally {
    if (storeUrl !== undefined) await dropCollections(location);
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function dropCollections(location: StoreOfApi): Promise<void> {
  const store = await openStoreOfApi(location);
  for (const { name } of await store.listCollections()) await store.dropCollection(name);
  await store.close();
}

type Measured = Record<'store' | 'one' | 'sixteen' | 'preview' | 'hello' | 'bare', LoadResult>;

interface Load {
  readonly itemIds: readonly string[];
  readonly requests: number;
  /** In the catalogue. */
  readonly items: number;
}

async function measure(location: StoreOfApi, load: Load): Promise<Measured> {
  const env = {
    KINDRED_DATA_DIR: location.dataDir,
    PORT: '0',
    KINDRED_LOG_LEVEL: 'warn',
    KINDRED_RATE_LIMIT_PER_MINUTE: '0',
    ...(location.storeUrl === undefined ? {} : { VECTOR_STORE_URL: location.storeUrl }),
  };
  const api = await spawnServer(join(root, 'tools/benchmarks/dist/api/api-server.js'), env);
  try {
    return {
      ...(await measureSimilarItems(api.url, location, load)),
      preview: await measurePreviews(api.url),
      ...(await measureHello(api.url, load.requests * 3)),
    };
  } finally {
    await api.stop();
  }
}

async function measureSimilarItems(
  url: string,
  location: StoreOfApi,
  { itemIds, requests, items }: Load,
): Promise<Pick<Measured, 'store' | 'one' | 'sixteen'>> {
  const body = (index: number) =>
    JSON.stringify({ query, variables: { id: itemIds[index % itemIds.length], weights } });
  const alone = new ClosedLoop({ url, body, clients: 1 });
  const crowd = new ClosedLoop({ url, body, clients: 16 });
  const effective = await askEffectiveWeights(url, itemIds[0]!, weights);
  console.error(`Effective weights: ${JSON.stringify(effective)}`);
  const store = await spawnStore({ ...location, itemIds: itemIds.slice(0, STORE_QUERIES), weights: effective, limit });
  try {
    console.error('Measuring similarItems and the store, by turns …');
    const sides = [(count: number) => store.run(count), (count: number) => alone.run(count)];
    for (const run of sides) await run(SIMILAR_BLOCK);
    await sleep(SETTLE_MS_PER_ITEM * items);
    const [ofStore, one] = await alternateBlocks(sides, { blockSize: SIMILAR_BLOCK, requests, warmUpRequests: 1000 });
    console.error('Measuring similarItems with 16 clients …');
    await crowd.run(300);
    return { store: ofStore!, one: one!, sixteen: await crowd.run(requests) };
  } finally {
    await Promise.all([alone.close(), crowd.close(), store.stop()]);
  }
}

/** What a draft would change for 200 sampled items, a new sample each time. */
async function measurePreviews(url: string): Promise<LoadResult> {
  console.error('Measuring previews of a profile …');
  const body = (seed: number) =>
    JSON.stringify({ query: preview, variables: { weights: draftWeights, seed: seed + 1 } });
  const loop = new ClosedLoop({ url, body, clients: 1 });
  try {
    await loop.run(1);
    return await loop.run(PREVIEWS);
  } finally {
    await loop.close();
  }
}

/** The smallest query there is: what the server costs besides answering. */
async function measureHello(url: string, requests: number): Promise<Pick<Measured, 'hello' | 'bare'>> {
  console.error('Measuring { __typename } and a bare Apollo Server, by turns …');
  const bareServer = await spawnServer(join(root, 'tools/benchmarks/dist/api/bare-apollo-server.js'), {});
  const body = () => JSON.stringify({ query: '{ __typename }' });
  const loops = [url, bareServer.url].map((address) => new ClosedLoop({ url: address, body, clients: 1 }));
  try {
    const sides = loops.map((loop) => (count: number) => loop.run(count));
    const [hello, bare] = await alternateBlocks(sides, { blockSize: HELLO_BLOCK, requests, warmUpRequests: 2000 });
    return { hello: hello!, bare: bare! };
  } finally {
    await Promise.all(loops.map((loop) => loop.close()));
    await bareServer.stop();
  }
}

function metricsOf({ store, one, sixteen, preview: previews, hello, bare }: Measured): Record<string, number> {
  return {
    ...summary('store', store),
    ...summary('similarItems', one),
    ...summary('similarItems.clients16', sixteen),
    'similarItems.overStore': median(one) / median(store),
    ...summary('previewProfile', previews),
    ...summary('hello', hello),
    ...summary('bareApollo', bare),
    'hello.overBareApollo': median(hello) / median(bare),
    'rps.1': perSecond(one),
    'rps.16': perSecond(sixteen),
  };
}

function summary(name: string, result: LoadResult): Record<string, number> {
  return { [`${name}.p50Ms`]: median(result), [`${name}.p95Ms`]: quantile(result.latenciesMs, 0.95) };
}

function median({ latenciesMs }: LoadResult): number {
  return quantile(latenciesMs, 0.5);
}

function perSecond({ latenciesMs, elapsedMs }: LoadResult): number {
  return (latenciesMs.length / elapsedMs) * 1000;
}
