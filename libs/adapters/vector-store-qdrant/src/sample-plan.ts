import type { VectorPoint, VectorQuery } from '@kindred/vector-store';
import { DEFAULT_OVERSAMPLING, DEFAULT_PREFETCH_LIMIT, NEEDED_RECALL, type ChosenPlan } from './choose-plan.ts';
import type { PlanSample } from './plan-sample.ts';
import type { QdrantCollection } from './qdrant-collection.ts';
import type { QdrantSettings } from './qdrant-settings.ts';

const SAMPLED_QUERIES = 8;
const LIMIT = 10;
/** Scores closer than this are ties: which of them came back is no loss. */
const TIE_TOLERANCE = 1e-6;
const LARGER = [1, 3, 10];
const LARGER_UNION = [1, 2, 4];

interface SampledQuery {
  readonly query: VectorQuery;
  /** Exact score of the last of the best {@link LIMIT}. */
  readonly lastScore: number;
  readonly wanted: number;
}

/**
 * Measures the recall of the plans that come into question on queries from the collection itself, under weights on one block,
 * on all, and with a negative one; takes the first plan that finds enough, the cheap ones first. Undefined for an empty collection.
 */
export async function samplePlan(
  collection: QdrantCollection,
  { scanLimit }: Pick<QdrantSettings, 'scanLimit'>,
): Promise<PlanSample | undefined> {
  const { points, shards, layout } = collection.info;
  const sampled = await sampleQueries(collection);
  if (sampled.length === 0) return undefined;
  const unions = layout === 'indexed' && points / shards > scanLimit ? LARGER_UNION : [];
  const candidates = [
    ...unions.map((factor) => planOf('prefetch-union', { prefetchLimit: factor * DEFAULT_PREFETCH_LIMIT })),
    ...LARGER.map((factor) => planOf('quantized-scan', { oversampling: factor * DEFAULT_OVERSAMPLING })),
  ];
  let best: PlanSample | undefined;
  for (const plan of candidates) {
    const recall = await worstRecall(collection, plan, sampled);
    const { name, oversampling, prefetchLimit } = plan;
    const sample: PlanSample = { points, plan: name, recall, oversampling, prefetchLimit };
    if (best === undefined || recall > best.recall) best = sample;
    if (recall >= NEEDED_RECALL) return sample;
  }
  return best;
}

type SampledPlan = Omit<ChosenPlan, 'name'> & { readonly name: PlanSample['plan'] };

function planOf(name: PlanSample['plan'], numbers: Partial<Omit<ChosenPlan, 'name'>>): SampledPlan {
  return { name, oversampling: DEFAULT_OVERSAMPLING, prefetchLimit: DEFAULT_PREFETCH_LIMIT, ...numbers };
}

/** [weight vectors][queries], with their exact answers. */
async function sampleQueries(collection: QdrantCollection): Promise<SampledQuery[][]> {
  const found = await collection.fetch(await collection.sampleItems(SAMPLED_QUERIES));
  const exact: ChosenPlan = { name: 'exact-scan', oversampling: 1, prefetchLimit: LIMIT };
  const sampled: SampledQuery[][] = [];
  for (const weights of sampledWeights(collection.info.spec.blocks.length)) {
    const ofWeights: SampledQuery[] = [];
    for (const point of found.values()) {
      const query = queryOf(point, weights);
      const { points } = await collection.search(query, exact);
      ofWeights.push({ query, lastScore: points.at(-1)?.score ?? -Infinity, wanted: points.length });
    }
    if (ofWeights.length > 0) sampled.push(ofWeights);
  }
  return sampled;
}

function queryOf({ itemId, vector }: VectorPoint, weights: readonly number[]): VectorQuery {
  return { vector, weights, limit: LIMIT, exclude: [itemId] };
}

/** Each block alone, all alike, and one against the next. [weight vectors][blocks] */
function sampledWeights(blockCount: number): number[][] {
  const blocks = Array.from({ length: blockCount }, (_, index) => index);
  const corners = blocks.map((corner) => blocks.map((index) => (index === corner ? 1 : 0)));
  const equal = blocks.map(() => 1 / blockCount);
  const against = blocks.map((index) => [0.7, -0.3][index] ?? 0);
  return blockCount === 1 ? [[1], [-1]] : [...corners, equal, against];
}

async function worstRecall(
  collection: QdrantCollection,
  plan: ChosenPlan,
  sampled: readonly (readonly SampledQuery[])[],
): Promise<number> {
  let worst = 1;
  for (const ofWeights of sampled) {
    let sum = 0;
    for (const { query, lastScore, wanted } of ofWeights) {
      const { points } = await collection.search(query, plan);
      const good = points.filter(({ score }) => score >= lastScore - TIE_TOLERANCE).length;
      sum += wanted === 0 ? 1 : good / wanted;
    }
    worst = Math.min(worst, sum / ofWeights.length);
  }
  return worst;
}
