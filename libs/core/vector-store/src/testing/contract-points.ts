import type { ItemFacets } from '@kindred/catalog';
import { vectorDimension } from '../collection-spec.ts';
import type { CollectionSpec, VectorPoint, VectorQuery } from '../vector-store.ts';
import { SMALL_SPEC } from './contract-context.ts';

export const PLAIN_FACETS: ItemFacets = {
  section: ['Women', 'Shoes'],
  price: { amount: 59.9, currency: 'EUR' },
  brand: 'Acme',
  available: true,
  attributes: { color: 'red', weight: 1.5, tags: ['new', 'été'] },
  createdAt: new Date('2026-01-02T03:04:05.678Z'),
};

/** `blocks` are the parts of the vector, in the order of the collection. */
export function pointOf(
  itemId: string,
  blocks: readonly (readonly number[])[],
  more: Partial<VectorPoint> = {},
): VectorPoint {
  return { itemId, vector: Float32Array.from(blocks.flat()), imputed: [], facets: PLAIN_FACETS, ...more };
}

/** A point of {@link SMALL_SPEC} that has only an image block. */
export function imagePoint(itemId: string, image: readonly number[], more: Partial<VectorPoint> = {}): VectorPoint {
  return pointOf(itemId, [image, [0, 0, 0], [0, 0]], more);
}

export function queryOf(
  blocks: readonly (readonly number[])[],
  weights: readonly number[],
  more: Partial<VectorQuery> = {},
): VectorQuery {
  return { vector: Float32Array.from(blocks.flat()), weights, limit: 10, ...more };
}

/** A query of {@link SMALL_SPEC} for images only. */
export function imageQuery(image: readonly number[], more: Partial<VectorQuery> = {}): VectorQuery {
  return queryOf([image, [0, 0, 0], [0, 0]], [1, 0, 0], more);
}

/** Numbers in [0, 1) that depend on the seed alone (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** [sum of block dimensions]; every block of unit length. */
export function randomVector(random: () => number, spec: CollectionSpec = SMALL_SPEC): Float32Array {
  const vector = new Float32Array(vectorDimension(spec));
  let begin = 0;
  for (const { dimension } of spec.blocks) {
    const block = Array.from({ length: dimension }, () => random() * 2 - 1);
    const length = Math.hypot(...block) || 1;
    vector.set(
      block.map((value) => value / length),
      begin,
    );
    begin += dimension;
  }
  return vector;
}

/** `count` points "item-0"…, that depend on the seed alone. */
export function randomPoints(count: number, seed: number, spec: CollectionSpec = SMALL_SPEC): VectorPoint[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => ({
    itemId: `item-${String(index)}`,
    vector: randomVector(random, spec),
    imputed: [],
    facets: PLAIN_FACETS,
  }));
}
