import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchmarkReport, type BenchmarkReport } from '../benchmark-report.ts';
import { quantile } from '../quantile.ts';
import { closedLoopLoad, type LoadResult } from './closed-loop-load.ts';
import { fillGeneratedStore } from './generated-store.ts';
import { spawnServer } from './spawn-server.ts';
import { openStoreOfApi, type StoreOfApi } from './open-store-of-api.ts';
import { measureStore, sampleItemIds } from './store-baseline.ts';

export interface ApiBenchmarkOptions {
  readonly items: number;
  readonly requests: number;
  readonly seed: number;
  /** `VECTOR_STORE_URL` of the API; its collections are dropped at the end. The embedded store where it is absent. */
  readonly storeUrl?: string;
}

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const catalog = 'default';
const weights = { image: 0.35, text: 0.3, price: 0.1, brand: 0.1, section: 0.15 };
const limit = 10;
const query = `query Similar($id: ID!, $weights: Weights) { similarItems(itemId: $id, weights: $weights, first: ${String(limit)}) {
  ... on SimilarItemConnection { edges { score node { id title brand price { amount currency } } contributions { modality contribution } } } } }`;

/** similarItems over GraphQL beside the store's own time, and `{ __typename }` beside a bare Apollo Server's, in one run. */
export async function benchmarkApi(options: ApiBenchmarkOptions): Promise<BenchmarkReport> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kindred-bench-api-'));
  const location: StoreOfApi = { dataDir, ...(options.storeUrl === undefined ? {} : { storeUrl: options.storeUrl }) };
  try {
    console.error(`Filling a store with ${String(options.items)} generated items …`);
    await fillGeneratedStore({
      ...location,
      modelsDir: join(root, 'models'),
      catalog,
      items: options.items,
      seed: options.seed,
    });
    const itemIds = sampleItemIds(options.items, Math.min(options.items, options.requests), options.seed);
    console.error('Measuring the store …');
    const store = await measureStore({ ...location, itemIds: itemIds.slice(0, 300), weights, limit, warmUp: 50 });
    console.error('Measuring the API …');
    const api = await measureApi(location, itemIds, options.requests);
    const bare = await measureBareApollo(options.requests);
    return benchmarkReport({
      name: 'api',
      data: `generated catalogue, ${String(options.items)} items, blocks of the bundled encoders' dimensions`,
      seed: options.seed,
      metrics: {
        'store.p50Ms': quantile(store, 0.5),
        'store.p95Ms': quantile(store, 0.95),
        ...summary('similarItems', api.one),
        ...summary('similarItems.clients16', api.sixteen),
        'similarItems.overStore': quantile(api.one.latenciesMs, 0.5) / quantile(store, 0.5),
        ...summary('hello', api.hello),
        ...summary('bareApollo', bare),
        'hello.overBareApollo': quantile(api.hello.latenciesMs, 0.5) / quantile(bare.latenciesMs, 0.5),
        'rps.1': api.one.requestsPerSecond,
        'rps.16': api.sixteen.requestsPerSecond,
      },
    });
  } finally {
    if (location.storeUrl !== undefined) await dropCollections(location);
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function dropCollections(location: StoreOfApi): Promise<void> {
  const store = await openStoreOfApi(location);
  for (const { name } of await store.listCollections()) await store.dropCollection(name);
  await store.close();
}

async function measureApi({ dataDir, storeUrl }: StoreOfApi, itemIds: readonly string[], requests: number) {
  const env = {
    KINDRED_DATA_DIR: dataDir,
    PORT: '0',
    KINDRED_LOG_LEVEL: 'warn',
    KINDRED_RATE_LIMIT_PER_MINUTE: '0',
    ...(storeUrl === undefined ? {} : { VECTOR_STORE_URL: storeUrl }),
  };
  const server = await spawnServer(join(root, 'tools/benchmarks/dist/api/api-server.js'), env);
  const body = (index: number) =>
    JSON.stringify({ query, variables: { id: itemIds[index % itemIds.length], weights } });
  try {
    return {
      one: await closedLoopLoad({ url: server.url, body, clients: 1, warmUpRequests: 100, requests }),
      sixteen: await closedLoopLoad({ url: server.url, body, clients: 16, warmUpRequests: 50, requests }),
      hello: await measureHello(server.url, requests),
    };
  } finally {
    await server.stop();
  }
}

async function measureBareApollo(requests: number): Promise<LoadResult> {
  const server = await spawnServer(join(root, 'tools/benchmarks/dist/api/bare-apollo-server.js'), {});
  try {
    return await measureHello(server.url, requests);
  } finally {
    await server.stop();
  }
}

/** The smallest query there is: what the server costs besides answering. */
function measureHello(url: string, requests: number): Promise<LoadResult> {
  const body = JSON.stringify({ query: '{ __typename }' });
  return closedLoopLoad({ url, body: () => body, clients: 1, warmUpRequests: 500, requests: requests * 3 });
}

function summary(name: string, { latenciesMs }: LoadResult): Record<string, number> {
  return { [`${name}.p50Ms`]: quantile(latenciesMs, 0.5), [`${name}.p95Ms`]: quantile(latenciesMs, 0.95) };
}
