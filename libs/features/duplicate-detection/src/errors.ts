/** Duplicates could not be looked for; `code` says what a caller can act upon. */
export abstract class DuplicateDetectionError extends Error {
  abstract readonly code: string;
}

export class InvalidDuplicateRequestError extends DuplicateDetectionError {
  readonly code = 'INVALID_DUPLICATE_REQUEST';
  constructor(problem: string) {
    super(`Invalid search for duplicates: ${problem}.`);
    this.name = 'InvalidDuplicateRequestError';
  }
}
