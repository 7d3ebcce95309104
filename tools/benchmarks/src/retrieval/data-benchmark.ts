import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchmarkReport, type BenchmarkReport } from '../benchmark-report.ts';
import { measureGeometry } from './data/geometry.ts';
import { RetrievalCollection } from './data/retrieval-collection.ts';
import { loadSeedEmbeddings, type SeedEmbeddings } from './data/seed-embeddings.ts';
import { computeExactAnswers } from './exact-answers.ts';
import { gradeAnswers, type GivenAnswer } from './measures/grade-answers.ts';
import { LIMIT } from './measures/search-context.ts';
import { measureSpreads } from './measures/spreads.ts';
import { LANCE_PLAIN_ANN, openLancePlainAnn } from './stores/lance-plain-ann.ts';
import { weightedQuery } from './stores/plain-ann.ts';
import { recallByFamily } from './summarize-contest.ts';
import { buildWeightVectors } from './weight-vectors.ts';

export interface DataBenchmarkOptions {
  /** Size of the generated collection that the index is built on at last. */
  readonly items: number;
  readonly queries: number;
  readonly seed: number;
}

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const cacheDir = join(root, '.kindred-build', 'retrieval');
/** As many as the real vectors suffice for, each used once, without sections running out of theirs. */
const REAL_ITEMS = 5000;
const REAL_RESERVE = 500;
const RESERVE = 12_000;
const RANDOM_WEIGHT_VECTORS = 40;

/** Whether generated collections are as hard as real ones: geometry, and what one fused index loses on them, at equal size; then at full size. */
export async function benchmarkData({ items, queries, seed }: DataBenchmarkOptions): Promise<BenchmarkReport> {
  const seeds = await loadSeedEmbeddings(cacheDir, join(root, 'models'));
  const metrics: Record<string, number> = {};
  for (const kind of ['real', 'generated'] as const) {
    const options = { kind, items: REAL_ITEMS, reserve: REAL_RESERVE, seed };
    Object.assign(metrics, await measureCollection(options, seeds, { prefix: `${kind}.`, queries, efs: [64, 128] }));
  }
  const full = { kind: 'generated', items, reserve: RESERVE, seed } as const;
  Object.assign(metrics, await measureCollection(full, seeds, { prefix: 'full.', queries, efs: [128] }));
  return benchmarkReport({
    name: 'retrieval-data',
    data: `${seeds.description}; ${String(REAL_ITEMS)} real and as many generated items; ${String(items)} generated items; LanceDB HNSW, m ${String(LANCE_PLAIN_ANN.m)}`,
    seed,
    metrics: { ...metrics, items },
  });
}

async function measureCollection(
  options: Parameters<typeof RetrievalCollection.open>[0],
  seeds: SeedEmbeddings,
  given: { prefix: string; queries: number; efs: readonly number[] },
): Promise<Record<string, number>> {
  console.error(`Measuring ${String(options.items)} ${options.kind} items …`);
  const collection = await RetrievalCollection.open(options, seeds, cacheDir);
  const metrics: Record<string, number> = {};
  try {
    const rows = Math.min(collection.items, 4 * REAL_ITEMS);
    for (const [index, modality] of ['image', 'text'].entries()) {
      const reader = collection.dense[index]!;
      const geometry = measureGeometry(await reader.read(0, rows), reader.shape.dimension, options.seed);
      for (const [name, value] of Object.entries(geometry)) metrics[`${given.prefix}${modality}.${name}`] = value;
    }
    for (const ef of given.efs)
      for (const [name, value] of Object.entries(await recallOfIndex(collection, { ...given, ef, seed: options.seed })))
        metrics[`${given.prefix}ef${String(ef)}.${name}`] = value;
  } finally {
    await collection.close();
  }
  return metrics;
}

/** One HNSW graph over the fused vectors, asked with every weight vector. */
async function recallOfIndex(
  collection: RetrievalCollection,
  { queries: count, ef, seed }: { queries: number; ef: number; seed: number },
): Promise<Record<string, number>> {
  const queries = await collection.readQueries(count);
  const weightVectors = buildWeightVectors(await measureSpreads(collection, seed), RANDOM_WEIGHT_VECTORS, seed);
  const exact = await computeExactAnswers(collection, { queries, asks: weightVectors, limit: LIMIT });
  const index = await openLancePlainAnn(collection, { ...LANCE_PLAIN_ANN, ef });
  const recalls = weightVectors.map((): number[] => []);
  for (const [which, { vector }] of queries.entries()) {
    const answers: GivenAnswer[] = [];
    for (const [position, { weights }] of weightVectors.entries()) {
      const itemIds = await index.search(weightedQuery(collection.spec.blocks, vector, weights), LIMIT);
      answers.push({ itemIds, weights, wanted: exact[which]![position]! });
    }
    const grades = await gradeAnswers(collection, vector, answers);
    for (const [position, { recall }] of grades.entries()) recalls[position]!.push(recall);
  }
  await index.close();
  return recallByFamily(weightVectors, recalls);
}
