import type { BlockSpec, VectorQuery } from '@kindred/vector-store';
import type { ChosenPlan } from './choose-plan.ts';
import { blockVector, FUSED_VECTOR } from './collection-config.ts';
import type { QdrantFilter } from './compile-qdrant-filter.ts';

export interface SearchBodyRequest {
  readonly blocks: readonly BlockSpec[];
  readonly query: Pick<VectorQuery, 'vector' | 'weights'>;
  readonly filter: QdrantFilter | undefined;
  readonly plan: ChosenPlan;
  readonly limit: number;
  readonly withVectors: boolean;
  /** Only points of a higher score come back. */
  readonly scoreThreshold?: number;
}

const PAYLOAD = ['itemId', 'imputed'];

/**
 * The body of `/points/query`. The query vector is multiplied by its weights and divided by the sum of their amounts, so the
 * server's score is the store's divided by {@link weightSum}.
 */
export function searchBody(request: SearchBodyRequest): object {
  const { query, blocks, filter, plan, limit, withVectors, scoreThreshold } = request;
  const vector = weightedVector(blocks, query);
  const body = {
    query: vector,
    using: FUSED_VECTOR,
    limit,
    with_payload: PAYLOAD,
    with_vector: withVectors ? [FUSED_VECTOR] : false,
    ...(scoreThreshold === undefined ? {} : { score_threshold: scoreThreshold }),
  };
  if (plan.name === 'prefetch-union')
    return { ...body, prefetch: prefetches(request, vector), params: { exact: true } };
  const scan = plan.name === 'exact-scan' ? { exact: true } : { quantization: quantization(plan) };
  return { ...body, ...(filter === undefined ? {} : { filter }), params: scan };
}

/** Σ |weight|. */
export function weightSum(weights: readonly number[]): number {
  return weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
}

/**
 * How far the server's score may be from the exact one, both divided by {@link weightSum}: it adds `dimension` float32 products
 * in at least eight sums side by side (an error of 2⁻²⁴ for each addition), and the query's numbers are rounded.
 */
export function scoreError(dimension: number, blockCount: number): number {
  return 2 ** -24 * (dimension / 8 + 8) + Math.sqrt(dimension * blockCount) / QUERY_PRECISION;
}

/** Query numbers keep eight decimals: half the bytes of float32 numbers written in full. */
const QUERY_PRECISION = 1e8;

function prefetches({ blocks, query, filter, plan, limit }: SearchBodyRequest, fused: readonly number[]): object[] {
  const count = Math.max(plan.prefetchLimit, 2 * limit);
  const prefetch = (using: string, vector: readonly number[]) => ({
    query: vector,
    using,
    limit: count,
    params: { hnsw_ef: Math.max(512, count), quantization: { rescore: true, oversampling: 1 } },
    ...(filter === undefined ? {} : { filter }),
  });
  const own = blocks.flatMap((_, index) => {
    const only = query.weights.map((weight, other) => (other === index ? Math.sign(weight) : 0));
    if (only[index] === 0) return [];
    const block = blockOf(weightedVector(blocks, { vector: query.vector, weights: only }), blocks, index);
    return block.every((value) => value === 0) ? [] : [prefetch(blockVector(index), block)];
  });
  return [...own, prefetch(FUSED_VECTOR, fused)];
}

function blockOf(vector: readonly number[], blocks: readonly BlockSpec[], index: number): readonly number[] {
  const begin = blocks.slice(0, index).reduce((sum, { dimension }) => sum + dimension, 0);
  return vector.slice(begin, begin + (blocks[index]?.dimension ?? 0));
}

/** [sum of block dimensions] */
function weightedVector(blocks: readonly BlockSpec[], { vector, weights }: SearchBodyRequest['query']): number[] {
  const sum = weightSum(weights);
  const values: number[] = [];
  blocks.forEach(({ dimension }, index) => {
    const factor = ((weights[index] ?? 0) / sum) * QUERY_PRECISION;
    for (let i = 0, begin = values.length; i < dimension; i++)
      values.push(Math.round((vector[begin + i] ?? 0) * factor) / QUERY_PRECISION);
  });
  return values;
}

function quantization({ oversampling }: ChosenPlan): object {
  return { rescore: true, oversampling };
}
