import type { InputProblem } from '@kindred/catalog';

/** A search could not be made; `code` says what a caller can act upon. */
export abstract class RetrievalError extends Error {
  abstract readonly code: string;
}

export class InvalidSearchError extends RetrievalError {
  readonly code = 'INVALID_SEARCH';
  readonly problems: readonly InputProblem[];
  constructor(problems: readonly InputProblem[]) {
    super(`The search is invalid: ${problems.map(({ field, problem }) => `${field} ${problem}`).join('; ')}.`);
    this.name = 'InvalidSearchError';
    this.problems = problems;
  }
}

/** Every modality with a weight is one that the query has no block for. */
export class NoUsableModalityError extends RetrievalError {
  readonly code = 'NO_USABLE_MODALITY';
  /** Modalities with a weight. */
  readonly weighted: readonly string[];
  /** Modalities that the query has; one of them needs a weight. */
  readonly available: readonly string[];
  /** A sentence, where the query has less than it could have at another time. */
  readonly why: string | undefined;
  constructor(weighted: readonly string[], available: readonly string[], why?: string) {
    const remedy =
      available.length === 0
        ? 'Search by an item, a text or a photo that says something.'
        : `Give ${available.join(' or ')} a weight, or add an item that has ${weighted.join(' or ')} to the query.`;
    super(
      `Nothing can be compared: only ${weighted.join(', ')} has a weight, and the query has none of it. ${why === undefined ? '' : `${why} `}${remedy}`,
    );
    this.name = 'NoUsableModalityError';
    this.weighted = weighted;
    this.available = available;
    this.why = why;
  }
}

/** The model of this process is not the one that made the catalog's vectors: their similarities would mean nothing. */
export class QueryEncoderMismatchError extends RetrievalError {
  readonly code = 'QUERY_ENCODER_MISMATCH';
  readonly modality: string;
  constructor(catalog: string, modality: string, encoders: { readonly layout: string; readonly model: string }) {
    super(
      `The ${modality} vectors of catalog '${catalog}' come from '${encoders.layout}', queries would be encoded by ` +
        `'${encoders.model}'. Configure the first encoder, or embed the catalog with the second.`,
    );
    this.name = 'QueryEncoderMismatchError';
    this.modality = modality;
  }
}
