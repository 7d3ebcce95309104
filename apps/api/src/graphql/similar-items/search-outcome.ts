import { InvalidFilterError, ItemNotFoundError } from '@kindred/catalog';
import { InvalidWeightsError } from '@kindred/fusion';
import { AudioSourceError } from '@kindred/audio-source';
import { ImageSourceError } from '@kindred/image-source';
import { InvalidSearchError, NoUsableModalityError } from '@kindred/retrieval';
import { NoAudioEncoderError } from '../../errors.ts';
import { badUserInput } from '../bad-user-input.ts';
import { AudioRejected, ItemNotFound, NoUsableModality, PhotoRejected } from '../problem/problem.type.ts';

/** The union member for an expected outcome of a search. @throws GraphQLError for bad input, `error` itself for the rest */
export function searchOutcome(
  error: unknown,
  catalog: string,
): ItemNotFound | PhotoRejected | AudioRejected | NoUsableModality {
  if (error instanceof ItemNotFoundError) return new ItemNotFound(error.itemIds[0] ?? '', catalog);
  if (error instanceof ImageSourceError) return new PhotoRejected(error.message, error.code);
  if (error instanceof AudioSourceError || error instanceof NoAudioEncoderError)
    return new AudioRejected(error.message, error.code);
  if (error instanceof NoUsableModalityError) return new NoUsableModality(error.message);
  throw asBadInput(error);
}

/** Errors of the core that are about what a caller gave, as BAD_USER_INPUT; others as they are. */
export function asBadInput(error: unknown): unknown {
  if (error instanceof InvalidWeightsError) return badUserInput('weights', error.message);
  if (error instanceof InvalidFilterError) return badUserInput('filter', error.message);
  return error instanceof InvalidSearchError ? badUserInput('query', error.message) : error;
}
