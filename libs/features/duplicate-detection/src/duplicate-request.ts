import { InvalidDuplicateRequestError } from './errors.ts';

export interface DuplicateRequest {
  readonly catalog: string;
  readonly itemId: string;
  /** Cosine from which on two photos count as the same, -1 to 1; default 0.92. */
  readonly minPhotoSimilarity?: number;
  /** Cosine from which on two texts count as the same, -1 to 1; default 0.9. */
  readonly minTextSimilarity?: number;
  /** 1 to 100; default 10. */
  readonly limit?: number;
  readonly signal?: AbortSignal;
}

/** `PHOTO`: a photo of one is close to a photo of the other. `TEXT`: title and description are close. */
export type DuplicateEvidence = 'PHOTO' | 'TEXT';

/** An item that may be the same as the one asked about. */
export interface DuplicateMatch {
  readonly itemId: string;
  /** Which thresholds were reached; at least one. */
  readonly evidence: readonly DuplicateEvidence[];
  /** Cosine of the closest pair of photos; absent where one of the items has none. */
  readonly photoSimilarity?: number;
  /** Cosine of the texts; absent where one of the items has none. */
  readonly textSimilarity?: number;
}

export type Thresholds = Required<Pick<DuplicateRequest, 'minPhotoSimilarity' | 'minTextSimilarity' | 'limit'>>;

/** Defaults filled in. @throws InvalidDuplicateRequestError */
export function thresholdsOf(request: DuplicateRequest): Thresholds {
  const { minPhotoSimilarity = 0.92, minTextSimilarity = 0.9, limit = 10 } = request;
  for (const [name, value] of Object.entries({ minPhotoSimilarity, minTextSimilarity }))
    if (!(value >= -1 && value <= 1))
      throw new InvalidDuplicateRequestError(`${name} must be from -1 to 1, it is ${String(value)}`);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100)
    throw new InvalidDuplicateRequestError(`limit must be a whole number from 1 to 100, it is ${String(limit)}`);
  return { minPhotoSimilarity, minTextSimilarity, limit };
}
