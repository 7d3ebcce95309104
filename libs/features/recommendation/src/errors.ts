/** Recommendations could not be made; `code` says what a caller can act upon. */
export abstract class RecommendationError extends Error {
  abstract readonly code: string;
}

export class InvalidRecommendationRequestError extends RecommendationError {
  readonly code = 'INVALID_RECOMMENDATION_REQUEST';
  constructor(problem: string) {
    super(`Invalid recommendation request: ${problem}.`);
    this.name = 'InvalidRecommendationRequestError';
  }
}
