import { compareCodePoints } from '@kindred/catalog';
import { badUserInput } from '../bad-user-input.ts';

/** The place of a result: everything behind it has a lower score, or the same and a later id. */
export interface SimilarityCursor {
  readonly itemId: string;
  readonly score: number;
  /** 1 for the best; how far a search must reach to get behind it. */
  readonly rank: number;
}

/** Deepest rank that a page may begin behind; searches reach 10,000 results at most. */
const MAX_RANK = 9_000;

export function encodeSimilarityCursor({ rank, score, itemId }: SimilarityCursor): string {
  return Buffer.from(JSON.stringify([rank, score, itemId])).toString('base64url');
}

/** @throws GraphQLError BAD_USER_INPUT */
export function decodeSimilarityCursor(cursor: string): SimilarityCursor {
  const [rank, score, itemId] = parse(cursor);
  if (
    !Number.isInteger(rank) ||
    typeof rank !== 'number' ||
    rank < 1 ||
    typeof score !== 'number' ||
    typeof itemId !== 'string'
  ) {
    throw badUserInput(
      'after',
      'after is no cursor of similarItems; give the endCursor of the page before, or leave it out.',
    );
  }
  if (rank > MAX_RANK) {
    throw badUserInput(
      'after',
      `after lies behind result ${MAX_RANK}, where pages end; narrow the search with a filter.`,
    );
  }
  return { rank, score, itemId };
}

export function isBehind(
  result: { readonly itemId: string; readonly score: number },
  cursor: SimilarityCursor,
): boolean {
  if (result.score !== cursor.score) return result.score < cursor.score;
  return compareCodePoints(result.itemId, cursor.itemId) > 0;
}

function parse(cursor: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}
