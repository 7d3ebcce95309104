import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchmarkApi } from '../api/api-benchmark.ts';
import { benchmarkReport, type BenchmarkReport } from '../benchmark-report.ts';
import { loadSeedEmbeddings, type SeedEmbeddings } from './data/seed-embeddings.ts';
import { RetrievalCollection } from './data/retrieval-collection.ts';
import { computeExactAnswers } from './exact-answers.ts';
import { buildFilters } from './filters.ts';
import { measureContest } from './measures/contest.ts';
import { bruteForceContestant, plainAnnContestant, storeContestant } from './measures/contestants.ts';
import { measureConcurrency } from './measures/concurrency.ts';
import { measureFiltered } from './measures/filtered.ts';
import { measureFreshProcess } from './measures/fresh-process.ts';
import { filteredAsks, LIMIT, type SearchContext } from './measures/search-context.ts';
import { measureSpreads } from './measures/spreads.ts';
import { measureUpserts } from './measures/upserts.ts';
import { warmUp } from './measures/warm-up.ts';
import { measureUpsertsElsewhere } from './measures/upserts-elsewhere.ts';
import { openBruteForce, type BruteForce } from './stores/brute-force.ts';
import { fillStore } from './stores/fill-store.ts';
import { isInProcess, isShared, openStore, type StoreLocation, type StoreName } from './stores/open-store.ts';
import { openPlainAnn } from './stores/open-plain-ann.ts';
import type { PlainAnn } from './stores/plain-ann.ts';
import { summarizeBesideBruteForce, summarizeContest, summarizeOneCore } from './summarize-contest.ts';
import { buildWeightVectors } from './weight-vectors.ts';

export interface RetrievalBenchmarkOptions {
  readonly items: number;
  readonly store: StoreName;
  readonly queries: number;
  readonly seed: number;
  /** Items of the catalogue that is searched over GraphQL; 0: none. */
  readonly graphqlItems: number;
  /** Whether a plain ANN index is built and asked too: at some hundred thousand items that takes a quarter of an hour. Default true. */
  readonly plainIndex?: boolean;
}

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const cacheDir = join(root, '.kindred-build', 'retrieval');
const RANDOM_WEIGHT_VECTORS = 40;
const FILTERED_QUERIES = 40;
/** Brute force is slow. */
const BRUTE_FORCE_QUERIES = 12;
const GRAPHQL_REQUESTS = 600;
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
  try {
    const location = locate(options.store, collection);
    const questions = await prepareQuestions(options, collection);
    const run = await measureStore(location, questions, { ...setting, plainIndex: options.plainIndex ?? true });
    const graphql = options.graphqlItems > 0 ? await measureGraphql(options, location) : {};
    return benchmarkReport({
      name: 'retrieval',
      data: `${String(items)} items generated from ${seeds.description}; ${String(options.queries)} held-out queries; store ${options.store}; ${run.references}`,
      seed,
      metrics: { items, dimension: collection.dimension, ...run.metrics, ...graphql },
    });
  } finally {
    await collection.close();
  }
}

function locate(name: StoreName, { folder, items }: RetrievalCollection): StoreLocation {
  const url = process.env['VECTOR_STORE_URL'];
  return { name, items, path: join(folder, 'store'), ...(url === undefined ? {} : { url }) };
}

async function prepareQuestions(
  { queries: count, seed }: RetrievalBenchmarkOptions,
  collection: RetrievalCollection,
): Promise<Omit<SearchContext, 'store'>> {
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
  return { collection, queries, weightVectors, filters, exact, exactFiltered, seed };
}

/** similarItems over the same kind of store, ten results, on a catalogue of its own. */
async function measureGraphql(
  { graphqlItems: items, seed, store }: RetrievalBenchmarkOptions,
  { url }: StoreLocation,
): Promise<Record<string, number>> {
  const storeUrl = store === 'qdrant' ? withPrefix(url ?? 'qdrant://localhost:6333') : undefined;
  const { metrics } = await benchmarkApi({
    items,
    seed,
    requests: GRAPHQL_REQUESTS,
    ...(storeUrl === undefined ? {} : { storeUrl }),
  });
  const {
    'similarItems.overStore': over = 0,
    'similarItems.p50Ms': p50Ms = 0,
    'store.p50Ms': storeP50Ms = 0,
    'previewProfile.p50Ms': previewMs = 0,
  } = metrics;
  return {
    p50GraphqlOverStore: over,
    'graphql.items': items,
    'graphql.p50Ms': p50Ms,
    'graphql.storeP50Ms': storeP50Ms,
    'graphql.previewProfileMs': previewMs,
  };
}

/** Collections of its own on a server that may hold others. */
function withPrefix(url: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}prefix=kindred-bench`;
}

/** One core first, then the store as it is by default. */
async function measureStore(
  location: StoreLocation,
  questions: Omit<SearchContext, 'store'>,
  { durationMs, plainIndex }: { readonly durationMs: number; readonly plainIndex: boolean },
): Promise<{ metrics: Record<string, number>; references: string }> {
  const { collection } = questions;
  const bruteForce = await openBruteForce(collection);
  const plainAnn = plainIndex ? await openPlainAnn(location, collection) : undefined;
  let store = await openStore(location, isInProcess(location) ? { threads: 1 } : {});
  try {
    const fillMs = await fillStore(store, collection);
    await warmUp({ ...questions, store }, durationMs / 2);
    const oneCore = await measureBesideBruteForce({ ...questions, store }, bruteForce, isInProcess(location));
    if (isInProcess(location)) {
      await store.close();
      store = await openStore(location);
      await warmUp({ ...questions, store }, durationMs / 2);
    }
    const rest = await measureDefault({ ...questions, store }, { location, plainAnn, durationMs });
    return {
      metrics: { ...(fillMs === undefined ? {} : { fillMs }), ...oneCore, ...rest },
      references: `brute force: ${bruteForce.description}; plain ANN: ${plainAnn?.description ?? 'not asked'}`,
    };
  } finally {
    await store.close();
    await plainAnn?.close();
  }
}

async function measureBesideBruteForce(
  context: SearchContext,
  bruteForce: BruteForce,
  isOnOneCore: boolean,
): Promise<Record<string, number>> {
  console.error('Measuring searches beside the brute force …');
  const contestants = [storeContestant(context.store, context.collection), bruteForceContestant(bruteForce)];
  const [store = [], brute = []] = await measureContest(context, contestants, BRUTE_FORCE_QUERIES);
  return { ...summarizeBesideBruteForce(store, brute), ...(isOnOneCore ? summarizeOneCore(store) : {}) };
}

async function measureDefault(
  context: SearchContext,
  { location, plainAnn, durationMs }: { location: StoreLocation; plainAnn: PlainAnn | undefined; durationMs: number },
): Promise<Record<string, number>> {
  console.error(`Measuring searches${plainAnn === undefined ? '' : ' beside the plain index'} …`);
  const contestants = [
    storeContestant(context.store, context.collection),
    ...(plainAnn === undefined ? [] : [plainAnnContestant(plainAnn, context.collection)]),
  ];
  const [store = [], plain] = await measureContest(context, contestants, context.queries.length);
  console.error('Measuring filters …');
  const filtered = await measureFiltered(context);
  console.error('Measuring eight clients …');
  const concurrency = await measureConcurrency(context, durationMs);
  console.error('Measuring upserts …');
  const upserts = await measureUpserts(context, durationMs / 2);
  const shared = isShared(location)
    ? { ...(await measureUpsertsElsewhere(context, location)), ...(await measureFreshProcess(context, location)) }
    : {};
  return {
    ...summarizeContest(context.weightVectors, store, plain),
    ...filtered,
    ...concurrency,
    ...upserts,
    ...shared,
  };
}
