import { InvalidGoldenQueryError, validateGoldenQuery, type GoldenQueryInput as CheckedInput } from '@kindred/catalog';
import type { Principal } from '../../auth/authenticate.ts';
import { badUserInput } from '../bad-user-input.ts';
import type { GoldenQueryInput } from './golden-query.input.ts';

/** @throws GraphQLError BAD_USER_INPUT */
export function toGoldenQuery(
  { name, itemId, text, expectedItemIds, limit, profile }: GoldenQueryInput,
  { author }: Principal,
): CheckedInput {
  if ((typeof itemId === 'string') === (typeof text === 'string'))
    throw badUserInput('query', 'Give exactly one of query.itemId, query.text.');
  try {
    return validateGoldenQuery({
      name,
      source: typeof itemId === 'string' ? { kind: 'item', itemId } : { kind: 'text', text: text ?? '' },
      expectedItemIds,
      limit,
      ...(typeof profile === 'string' ? { profile } : {}),
      ...(author === undefined ? {} : { author }),
    });
  } catch (error) {
    throw error instanceof InvalidGoldenQueryError ? badUserInput('query', error.message) : error;
  }
}
