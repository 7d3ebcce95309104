import { compareCodePoints } from '@kindred/catalog';
import { QueryKernel, type BlockSpec, type ScoredPoint, type VectorQuery } from '@kindred/vector-store';

/** What the server offers as an answer. */
export interface Candidate {
  readonly pointId: string;
  readonly itemId: string;
  readonly imputed: readonly string[];
  /** By the server's float32 arithmetic, divided by the sum of the weights' amounts. */
  readonly serverScore: number;
  readonly vector?: Float32Array;
}

interface CandidateReply {
  readonly id: string;
  readonly score: number;
  readonly payload: { readonly itemId: string; readonly imputed: readonly string[] };
  readonly vector?: { readonly fused: readonly number[] };
}

export function readCandidates(result: unknown): Candidate[] {
  const { points } = result as { readonly points: readonly CandidateReply[] };
  return points.map(({ id, score, payload, vector }) => ({
    pointId: id,
    itemId: payload.itemId,
    imputed: payload.imputed,
    serverScore: score,
    ...(vector === undefined ? {} : { vector: Float32Array.from(vector.fused) }),
  }));
}

/** Falling by the server's score, ties by item id in code-point order. */
export function byServerScore(left: Candidate, right: Candidate): number {
  return right.serverScore - left.serverScore || compareCodePoints(left.itemId, right.itemId);
}

/** Scores in float64, as the core's exact search does, so that stores agree to the last bit. Sorted as the port says. */
export function rescore(
  blocks: readonly BlockSpec[],
  query: Pick<VectorQuery, 'vector' | 'weights'>,
  candidates: readonly Candidate[],
): ScoredPoint[] {
  const kernel = new QueryKernel(blocks, query);
  return candidates
    .flatMap(({ itemId, imputed, vector }) => {
      if (vector === undefined) return [];
      kernel.scorePair(vector, 0, 0);
      return [{ itemId, score: kernel.firstScore, similarities: kernel.similarities(vector, 0), imputed }];
    })
    .sort((left, right) => right.score - left.score || compareCodePoints(left.itemId, right.itemId));
}
