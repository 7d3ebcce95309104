import { compareCodePoints, type Weights } from '@kindred/catalog';
import { dot, kMeans, normalized, type KMeansResult } from '@kindred/vector-math';
import { itemVectors, type Blocks } from './item-vector.ts';
import type { History, HistoryItem } from './read-history.ts';

export const MAX_INTERESTS = 5;
/** More history than this says nothing new; by weight. */
export const MAX_ITEMS_PER_INTEREST = 20;
/**
 * Every item must have this cosine to the centre of its cluster: two items are one interest from a similarity of 0.28 on,
 * many from 0.64 on. Not a mean over the items: a shopper's small second interest would drown in it.
 */
const MIN_COSINE_TO_CENTRE = 0.8;
const SEED = 1;

/** One of the things that a shopper is after. */
export interface Interest {
  /** In the shopper's interests as a whole; they add up to 1. */
  readonly share: number;
  /** The item that is nearest to the centre. */
  readonly medoid: string;
  /** By falling weight, at most {@link MAX_ITEMS_PER_INTEREST}; the shopper's dislikes near it with negative weights. */
  readonly members: readonly InterestMember[];
}

export interface InterestMember extends HistoryItem {
  readonly blocks: Blocks;
}

/** Dislikes together weigh at most this much of what is liked in an interest: they bend it, they don't turn it around. */
const MAX_DISLIKED_SHARE = 0.5;

/**
 * Groups what a shopper liked into 1 to {@link MAX_INTERESTS} interests: k-means over the weighted blocks with the smallest k
 * whose clusters are tight. Items that `blocks` lacks (deleted ones) don't count. Largest share first, ties by medoid. Deterministic.
 */
export function buildInterests(history: History, blocks: ReadonlyMap<string, Blocks>, weights: Weights): Interest[] {
  const liked = history.liked.flatMap((item) => member(item, blocks));
  const disliked = history.disliked.flatMap((item) => member(item, blocks));
  if (liked.length === 0) return [];
  const vectors = itemVectors(
    [...liked, ...disliked].map((item) => item.blocks),
    weights,
  );
  const likedVectors = vectors.slice(0, liked.length);
  const clusters = cluster(
    likedVectors,
    liked.map(({ weight }) => weight),
  );
  const total = liked.reduce((sum, { weight }) => sum + weight, 0);
  return clusters.centroids
    .map((centroid, index) => {
      const own = liked.flatMap((item, i) =>
        clusters.assignments[i] === index ? [{ item, vector: likedVectors[i] }] : [],
      );
      const weight = own.reduce((sum, { item }) => sum + item.weight, 0);
      const near = disliked.filter((_, i) => nearest(clusters.centroids, vectors[liked.length + i]) === index);
      const members = own.slice(0, MAX_ITEMS_PER_INTEREST).map(({ item }) => item);
      return {
        share: weight / total,
        medoid: medoidOf(own, centroid),
        members: [...members, ...bounded(near, weight)],
      };
    })
    .sort((left, right) => right.share - left.share || compareCodePoints(left.medoid, right.medoid));
}

function member(item: HistoryItem, blocks: ReadonlyMap<string, Blocks>): InterestMember[] {
  const own = blocks.get(item.itemId);
  return own === undefined ? [] : [{ ...item, blocks: own }];
}

function cluster(vectors: readonly Float32Array[], weights: readonly number[]): KMeansResult {
  for (let clusterCount = 1; ; clusterCount++) {
    const result = kMeans(vectors, { clusterCount, seed: SEED, weights });
    if (clusterCount === MAX_INTERESTS || areAllNear(vectors, result)) return result;
  }
}

function areAllNear(vectors: readonly Float32Array[], { centroids, assignments }: KMeansResult): boolean {
  const centres = centroids.map(normalized);
  return vectors.every((vector, i) => {
    const centre = centres[assignments[i] ?? 0];
    return centre === undefined || dot(vector, centre) >= MIN_COSINE_TO_CENTRE;
  });
}

function nearest(centroids: readonly Float32Array[], vector: Float32Array | undefined): number {
  if (vector === undefined) return -1;
  const similarities = centroids.map((centroid) => dot(centroid, vector));
  return similarities.indexOf(Math.max(...similarities));
}

function medoidOf(
  members: readonly { item: InterestMember; vector: Float32Array | undefined }[],
  centroid: Float32Array,
): string {
  const scored = members.map(({ item, vector }) => ({
    itemId: item.itemId,
    similarity: vector === undefined ? -Infinity : dot(vector, centroid),
  }));
  scored.sort((left, right) => right.similarity - left.similarity || compareCodePoints(left.itemId, right.itemId));
  return scored[0]?.itemId ?? '';
}

function bounded(disliked: readonly InterestMember[], likedWeight: number): InterestMember[] {
  const kept = disliked.slice(0, MAX_ITEMS_PER_INTEREST);
  const total = kept.reduce((sum, { weight }) => sum - weight, 0);
  const scale = Math.min(1, (MAX_DISLIKED_SHARE * likedWeight) / total);
  return kept.map((item) => ({ ...item, weight: item.weight * scale })).filter(({ weight }) => weight < 0);
}
