import type { ProfileChange } from '@kindred/catalog';
import type { Principal } from '../../auth/authenticate.ts';
import { badUserInput, checkName, checkText } from '../bad-user-input.ts';
import type { ChangeArgs } from './change.input.ts';

/** The author is the API key's name; only where no key is used, whoever the caller says. @throws GraphQLError BAD_USER_INPUT */
export function toProfileChange({ author: ofKey }: Principal, { author, reason }: ChangeArgs): ProfileChange {
  if (author) checkName('author', author);
  if (reason) checkText('reason', reason, 2000);
  if (author && ofKey !== undefined && author !== ofKey)
    throw badUserInput(
      'author',
      `author is '${author}', but the API key's name '${ofKey}' is the author; leave it out.`,
    );
  const named = ofKey ?? author;
  return { ...(named ? { author: named } : {}), ...(reason ? { reason } : {}) };
}
