import type { ItemFilter, Weights } from '@kindred/catalog';
import type { Interest } from '../interests/build-interests.ts';

export const CANDIDATE_GENERATORS = ['NEAREST_TO_INTERESTS', 'POPULAR', 'NEW_ARRIVALS'] as const;
/** What found a candidate. */
export type CandidateGeneratorName = (typeof CANDIDATE_GENERATORS)[number];

export interface CandidateRequest {
  readonly catalog: string;
  /** Empty for a shopper without history. */
  readonly interests: readonly Interest[];
  readonly weights: Weights;
  /** Every candidate matches it. */
  readonly filter?: ItemFilter | undefined;
  /** No candidate is among them. */
  readonly exclude: ReadonlySet<string>;
  readonly limit: number;
  readonly now: Date;
  readonly signal?: AbortSignal | undefined;
}

/** Names items worth scoring. Deterministic: equal requests on equal data give equal answers. */
export interface CandidateGenerator {
  readonly name: CandidateGeneratorName;
  /** Ids by falling worth in the generator's own eyes, each once, at most `limit` (per interest); all of them exist. */
  findCandidates(request: CandidateRequest): Promise<string[]>;
}
