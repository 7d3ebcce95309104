import { createSeededRandom } from '@kindred/vector-math';
import type { CollectionSpec, VectorQuery, VectorStore } from '@kindred/vector-store';

export interface CompareStoresOptions {
  readonly spec: CollectionSpec;
  /** Item ids that queries are made from. */
  readonly itemIds: readonly string[];
  readonly seed: number;
}

/** How far two stores that hold the same points answer alike. */
export interface StoreComparison {
  readonly queries: number;
  /** Share of the best 10 of the one that the other has too, or has an equal of; mean over the queries. 1 for no queries. */
  readonly agreement: number;
  /** Largest difference of the scores that both give an item. */
  readonly scoreDifference: number;
}

const LIMIT = 10;
/** Scores of two stores may differ so much; closer ones are ties. */
export const SCORE_TOLERANCE = 1e-5;

/** Asks both for neighbours of the items, under weights drawn anew for each: mixes, and one block alone every third time. */
export async function compareStores(
  left: Pick<VectorStore, 'search' | 'fetch'>,
  right: Pick<VectorStore, 'search'>,
  { spec, itemIds, seed }: CompareStoresOptions,
): Promise<StoreComparison> {
  const random = createSeededRandom(seed);
  const points = await left.fetch(spec.name, itemIds);
  let agreed = 0;
  let scoreDifference = 0;
  for (const [index, { itemId, vector }] of [...points.values()].entries()) {
    const alone = index % 3 === 0 ? random.integer(spec.blocks.length) : undefined;
    const weights = spec.blocks.map((_, block) => {
      const share = 2 * random.next() - 0.5;
      return alone === undefined ? share : Number(block === alone);
    });
    const query: VectorQuery = { vector, weights, limit: LIMIT, exclude: [itemId] };
    const [one, other] = await Promise.all([left.search(spec.name, query), right.search(spec.name, query)]);
    const last = one.points.at(-1)?.score ?? -Infinity;
    const good = other.points.filter(({ score }) => score >= last - SCORE_TOLERANCE).length;
    agreed += one.points.length === 0 ? 1 : good / one.points.length;
    const scores = new Map(other.points.map((point) => [point.itemId, point.score]));
    for (const point of one.points) {
      const difference = Math.abs(point.score - (scores.get(point.itemId) ?? point.score));
      scoreDifference = Math.max(scoreDifference, difference);
    }
  }
  return { queries: points.size, agreement: points.size === 0 ? 1 : agreed / points.size, scoreDifference };
}
