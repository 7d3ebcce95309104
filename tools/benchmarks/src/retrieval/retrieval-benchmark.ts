import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchmarkReport, type BenchmarkReport } from '../benchmark-report.ts';
import { loadSeedEmbeddings, type SeedEmbeddings } from './data/seed-embeddings.ts';
import { RetrievalCollection } from './data/retrieval-collection.ts';
import { computeExactAnswers } from './exact-answers.ts';
import { buildFilters } from './filters.ts';
import { measureConcurrency } from './measures/concurrency.ts';
import { measureFiltered } from './measures/filtered.ts';
import { measureFreshProcess } from './measures/fresh-process.ts';
import { filteredAsks, LIMIT, type SearchContext } from './measures/search-context.ts';
import { measureSpreads } from './measures/spreads.ts';
import { measureUnfiltered, p50 } from './measures/unfiltered.ts';
import { measureUpserts } from './measures/upserts.ts';
import { openScriptBruteForce } from './stores/brute-force.ts';
import { fillStore } from './stores/fill-store.ts';
import { openLancePlainAnn } from './stores/lance-plain-ann.ts';
import { isShared, openStore, type StoreLocation, type StoreName } from './stores/open-store.ts';
import { summarizeUnfiltered } from './summarize-unfiltered.ts';
import { buildWeightVectors } from './weight-vectors.ts';

export interface RetrievalBenchmarkOptions {
  readonly items: number;
  readonly store: StoreName;
  readonly queries: number;
  readonly seed: number;
}

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const cacheDir = join(root, '.kindred-build', 'retrieval');
const RANDOM_WEIGHT_VECTORS = 40;
const FILTERED_QUERIES = 40;
/** Items beside the collection, for queries and upserts. */
const RESERVE = 12_000;

/** Recall and cost of a store for any weights, beside the exact answer, a brute-force scan and a plain ANN index, in one run. */
export async function benchmarkRetrieval(options: RetrievalBenchmarkOptions): Promise<BenchmarkReport> {
  const seeds = await loadSeedEmbeddings(cacheDir, join(root, 'models'));
  return measureRetrieval(options, seeds, { cacheDir, reserve: RESERVE, durationMs: 6000 });
}

/** As {@link benchmarkRetrieval}, on any seed vectors. */
export async function measureRetrieval(
  options: RetrievalBenchmarkOptions,
  seeds: SeedEmbeddings,
  setting: { readonly cacheDir: string; readonly reserve: number; readonly durationMs: number },
): Promise<BenchmarkReport> {
  const { items, seed } = options;
  const collection = await RetrievalCollection.open(
    { kind: 'generated', items, reserve: setting.reserve, seed },
    seeds,
    setting.cacheDir,
  );
  const url = process.env['VECTOR_STORE_URL'];
  const location: StoreLocation = {
    name: options.store,
    path: join(collection.folder, 'store'),
    ...(url === undefined ? {} : { url }),
  };
  const store = await openStore(location);
  try {
    const fillMs = await fillStore(store, collection);
    const context = await prepare(options, collection, store);
    const measured = await measureAll(context, { location, durationMs: setting.durationMs });
    return benchmarkReport({
      name: 'retrieval',
      data: `${String(items)} items generated from ${seeds.description}; ${String(options.queries)} held-out queries; store ${options.store}; ${measured.references}`,
      seed,
      metrics: { items, ...(fillMs === undefined ? {} : { fillMs }), ...measured.metrics },
    });
  } finally {
    await store.close();
    await collection.close();
  }
}

async function prepare(
  { queries: count, seed }: RetrievalBenchmarkOptions,
  collection: RetrievalCollection,
  store: SearchContext['store'],
): Promise<SearchContext> {
  const queries = await collection.readQueries(count);
  const weightVectors = buildWeightVectors(await measureSpreads(collection, seed), RANDOM_WEIGHT_VECTORS, seed);
  const filters = buildFilters(collection);
  console.error('Computing the exact answers …');
  const exact = await computeExactAnswers(collection, { queries, asks: weightVectors, limit: LIMIT });
  const asks = filteredAsks(filters, weightVectors).map(({ filter, weightVector }) => ({
    weights: weightVector.weights,
    passes: filter.passes,
  }));
  const filteredQueries = queries.slice(0, FILTERED_QUERIES);
  const exactFiltered = await computeExactAnswers(collection, { queries: filteredQueries, asks, limit: LIMIT });
  return { store, collection, queries, weightVectors, filters, exact, exactFiltered, seed };
}

async function measureAll(
  context: SearchContext,
  { location, durationMs }: { location: StoreLocation; durationMs: number },
): Promise<{ metrics: Record<string, number>; references: string }> {
  const plainAnn = await openLancePlainAnn(context.collection);
  const bruteForce = await openScriptBruteForce(context.collection);
  console.error('Measuring searches …');
  const unfiltered = await measureUnfiltered(context, { bruteForce, plainAnn });
  await bruteForce.close();
  await plainAnn.close();
  console.error('Measuring filters …');
  const filtered = await measureFiltered(context, p50(unfiltered.store));
  console.error('Measuring eight clients …');
  const concurrency = await measureConcurrency(context, durationMs);
  console.error('Measuring upserts …');
  const upserts = await measureUpserts(context, durationMs / 2);
  console.error('Measuring a fresh process …');
  const fresh = isShared(location) ? await measureFreshProcess(context, location) : {};
  return {
    metrics: {
      ...summarizeUnfiltered(context.weightVectors, unfiltered),
      ...filtered,
      ...concurrency,
      ...upserts,
      ...fresh,
    },
    references: `brute force: ${bruteForce.description}; plain ANN: ${plainAnn.description}`,
  };
}
