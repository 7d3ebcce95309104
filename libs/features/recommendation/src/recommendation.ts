import type { Interaction, ItemFilter, Weights } from '@kindred/catalog';
import type { Contribution } from '@kindred/fusion';
import type { CandidateGeneratorName } from './candidate-generators/candidate-generator.ts';

export interface RecommendationRequest {
  readonly catalog: string;
  readonly userId: string;
  /** As a person sets them, in [-1, 1]. */
  readonly weights: Weights;
  readonly filter?: ItemFilter;
  /** 1 to 100. */
  readonly limit: number;
  /** 0 (most similar first) to 1 (as varied as can be); default 0.3. */
  readonly diversity?: number;
  /** Default false: items that can't be had are left out. */
  readonly includeUnavailable?: boolean;
  /** Events of this visit that are not recorded, or all that is known of a visitor without a name. */
  readonly session?: readonly Interaction[];
  readonly signal?: AbortSignal;
}

export interface RecommendedItem {
  readonly itemId: string;
  /** Higher is better; comparable within one answer only. The sum of the contributions, where there are some. */
  readonly score: number;
  /** The first of `generators`. */
  readonly generator: CandidateGeneratorName;
  /** All that found it. */
  readonly generators: readonly CandidateGeneratorName[];
  /** Similarity to the shopper's nearest interest, one per modality of the layout; empty for shoppers without history. */
  readonly contributions: readonly Contribution[];
  /** A sentence for people. */
  readonly reason: string;
  /** The item of the shopper's history that it is closest to. */
  readonly becauseOf?: string;
}

export interface Recommendations {
  /** To be quoted by the interactions that follow. */
  readonly recommendationId: string;
  /** Best first. */
  readonly items: readonly RecommendedItem[];
}
