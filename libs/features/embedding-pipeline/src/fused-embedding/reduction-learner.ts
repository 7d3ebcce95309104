import type { Weights } from '@kindred/catalog';
import {
  effectiveWeights,
  itemRank,
  layoutDimension,
  LowestRanked,
  modalitiesOf,
  scaleBlocks,
  type EmbeddingReduction,
  type StoredLayout,
} from '@kindred/fusion';
import { coordinates, fitPrincipalComponents } from '@kindred/vector-math';
import type { StoredPoints } from './stored-points.ts';
import { drawQueries, neighbourRecalls } from './neighbour-recalls.ts';

export interface ReductionRequest {
  readonly catalog: string;
  readonly stored: StoredLayout;
  readonly weights: Weights;
  readonly rank: number;
}

/** The same for every catalog and time, so that equal data gives equal components. */
const SEED = 1;
/** Components are learned on at most so many items; more change little. */
const MAX_LEARNED = 2000;
/** Neighbours are compared among at most so many, those that were learned on included. */
const MAX_COMPARED = 4000;
const MAX_QUERIES = 100;

/** Learns a reduction on a sample of the catalog's items, and measures what it keeps. Takes seconds; gives way to other work. */
export async function learnReduction(points: StoredPoints, request: ReductionRequest): Promise<EmbeddingReduction> {
  const { catalog, stored, weights, rank } = request;
  const { layout, statistics } = stored;
  const effective = effectiveWeights(weights, statistics.spreads, modalitiesOf(layout)).weights;
  const itemIds = await drawItems(points, catalog);
  const vectors: Float32Array[] = [];
  for await (const batch of points.read(request, itemIds))
    for (const { vector } of batch) vectors.push(scaleBlocks(layout, vector, effective));
  const learned = vectors.slice(0, MAX_LEARNED);
  // A catalog without items has no directions: any orthonormal ones do.
  const known = learned.length > 0 ? learned : [new Float32Array(layoutDimension(layout))];
  const { components, variances, totalVariance } = await fitPrincipalComponents(known, { rank, seed: SEED });
  const recalls = await neighbourRecalls({
    vectors,
    coordinates: vectors.map((vector) => coordinates(components, vector)),
    queries: queriesOf(vectors.length),
  });
  let kept = 0;
  return {
    layoutHash: layout.hash,
    weights,
    rank,
    effectiveWeights: effective,
    components,
    statistics: {
      varianceShares: variances.map((variance) =>
        totalVariance > 0 ? Math.min(1, (kept += variance) / totalVariance) : 1,
      ),
      neighbourRecalls: recalls.length > 0 ? recalls : components.map(() => 1),
      learnedOn: learned.length,
      comparedWith: vectors.length,
      layoutItemCount: statistics.itemCount,
    },
  };
}

async function drawItems(points: StoredPoints, catalog: string): Promise<string[]> {
  const drawn = new LowestRanked(MAX_COMPARED);
  for await (const itemIds of points.itemIds(catalog))
    for (const itemId of itemIds) drawn.offer(itemId, itemRank(itemId, SEED));
  return drawn.sorted();
}

/** Among the items that nothing was learned on, where there are enough of them. */
function queriesOf(count: number): number[] {
  const [first, size] = count >= MAX_LEARNED + MAX_QUERIES ? [MAX_LEARNED, count - MAX_LEARNED] : [0, count];
  return drawQueries(size, MAX_QUERIES, SEED).map((index) => first + index);
}
