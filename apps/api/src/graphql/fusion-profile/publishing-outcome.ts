import {
  InvalidProfileNameError,
  NoEarlierVersionError,
  ProfileConflictError,
  ProfileNotFoundError,
  ProfileVersionNotFoundError,
} from '@kindred/catalog';
import { InvalidWeightsError } from '@kindred/fusion';
import { GoldenQueriesBrokenError } from '@kindred/profile-publishing';
import { badUserInput } from '../bad-user-input.ts';
import { presentGoldenOutcome } from '../golden-query/present-golden-outcome.ts';
import { InvalidWeights, NoEarlierVersion, ProfileNotFound, ProfileVersionNotFound } from '../problem/problem.type.ts';
import { GoldenQueriesBroken } from './golden-queries-broken.type.ts';
import { presentProfile } from './present-profile.ts';
import { ProfileConflict } from './profile-conflict.type.ts';

/** Each gives the union member for an expected outcome, and throws the error itself if it is another. */
export function missingProfile(error: unknown, name: string): ProfileNotFound | ProfileVersionNotFound {
  if (error instanceof ProfileVersionNotFoundError) return new ProfileVersionNotFound(name, error.version);
  if (error instanceof ProfileNotFoundError) return new ProfileNotFound(error.message, name);
  throw error;
}

export function publishingOutcome(
  error: unknown,
  name: string,
): ProfileNotFound | ProfileVersionNotFound | ProfileConflict | GoldenQueriesBroken {
  if (error instanceof ProfileConflictError) return new ProfileConflict(error.message, presentProfile(error.current));
  return schedulingOutcome(error, name);
}

export function schedulingOutcome(
  error: unknown,
  name: string,
): ProfileNotFound | ProfileVersionNotFound | GoldenQueriesBroken {
  if (error instanceof GoldenQueriesBrokenError)
    return new GoldenQueriesBroken(error.message, error.broken.map(presentGoldenOutcome));
  return missingProfile(error, name);
}

export function savingOutcome(error: unknown): InvalidWeights | ProfileConflict {
  if (error instanceof InvalidProfileNameError) throw badUserInput('name', error.message);
  if (error instanceof ProfileConflictError) return new ProfileConflict(error.message, presentProfile(error.current));
  return invalidWeights(error);
}

export function rollBackOutcome(error: unknown, name: string): NoEarlierVersion | ProfileNotFound {
  if (error instanceof NoEarlierVersionError) return new NoEarlierVersion(name);
  if (error instanceof ProfileNotFoundError) return new ProfileNotFound(error.message, name);
  throw error;
}

export function invalidWeights(error: unknown): InvalidWeights {
  if (!(error instanceof InvalidWeightsError)) throw error;
  return new InvalidWeights(
    error.message,
    error.problems.map(({ modality, problem }) => ({ field: modality, problem })),
  );
}
