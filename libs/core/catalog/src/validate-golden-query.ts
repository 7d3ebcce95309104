import { InvalidGoldenQueryError } from './errors.ts';
import type { GoldenQueryInput } from './golden-query.ts';
import { ProblemList, show } from './problem-list.ts';

const MAX_EXPECTED = 20;
const MAX_LIMIT = 100;
const MAX_TEXT_LENGTH = 2000;

/** Checks everything that can be told without the catalog, and reports all problems together. @throws InvalidGoldenQueryError */
export function validateGoldenQuery(query: GoldenQueryInput): GoldenQueryInput {
  const problems = new ProblemList();
  problems.checkText('name', query.name, 200);
  if (query.profile !== undefined) problems.checkText('profile', query.profile, 200);
  if (query.source.kind === 'text') problems.checkText('text', query.source.text, MAX_TEXT_LENGTH);
  else problems.checkText('itemId', query.source.itemId, 200);
  const { limit } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT)
    problems.add('limit', `must be a whole number from 1 to ${String(MAX_LIMIT)}, it is ${show(limit)}`);
  checkExpected(problems, query);
  if (problems.problems.length > 0) throw new InvalidGoldenQueryError(query.name, problems.problems);
  return query;
}

function checkExpected(problems: ProblemList, { expectedItemIds: ids, source, limit }: GoldenQueryInput): void {
  if (ids.length === 0) problems.add('expectedItemIds', 'is empty; name at least one item');
  if (ids.length > MAX_EXPECTED)
    problems.add('expectedItemIds', `has ${String(ids.length)} entries, at most ${String(MAX_EXPECTED)} are allowed`);
  else if (ids.length > limit)
    problems.add('expectedItemIds', `has ${String(ids.length)} entries, more than the limit of ${String(limit)}`);
  ids.slice(0, MAX_EXPECTED).forEach((id, index) => {
    const field = `expectedItemIds[${String(index)}]`;
    problems.checkText(field, id, 200);
    if (ids.indexOf(id) < index) problems.add(field, `names ${show(id)} a second time`);
    if (source.kind === 'item' && source.itemId === id)
      problems.add(field, 'is the source itself, which never comes back');
  });
}
