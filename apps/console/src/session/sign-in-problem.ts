import { ApiError } from '../graphql/errors.ts';
import type { SignInReason } from './session.ts';

/** What can travel in the header; the server tells whether it opens anything. */
const API_KEY = /^kdr_[\w-]{8,200}$/;

/** Why the key can't be one, before it is sent; null where it can. */
export function findKeyProblem(apiKey: string): string | null {
  return API_KEY.test(apiKey) ? null : 'That is no API key: keys begin with kdr_ and have no spaces.';
}

export function describeReason(reason: SignInReason): string {
  return reason === 'needed'
    ? 'This server answers only with an API key.'
    : 'The server no longer knows the key that was used here; it may have been revoked.';
}

export function describeSignInError(error: unknown): string {
  if (!(error instanceof ApiError)) return 'Something unexpected went wrong in this page. Try again.';
  if (error.code !== 'UNAUTHENTICATED') return error.message;
  return 'The server does not know this key, or it was revoked. Check that it was copied whole.';
}
