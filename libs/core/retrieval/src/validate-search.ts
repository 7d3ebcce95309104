import { validateFilter, type InputProblem } from '@kindred/catalog';
import { MAX_QUERY_LIMIT } from '@kindred/vector-store';
import { InvalidSearchError } from './errors.ts';
import type { QuerySource } from './query-source.ts';
import type { SearchRequest } from './similarity-search.ts';

export const MAX_QUERY_SOURCES = 50;
/** In UTF-16 units. */
export const MAX_QUERY_TEXT_LENGTH = 20_000;

/** Everything that can be told without the stores. @throws InvalidSearchError with all problems, InvalidFilterError */
export function validateSearch({ sources, limit, offset = 0, filter }: SearchRequest): void {
  const problems: InputProblem[] = [];
  const add = (field: string, problem: string): void => void problems.push({ field, problem });
  const deepest = MAX_QUERY_LIMIT - limit;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_QUERY_LIMIT)
    add('limit', `must be a whole number from 1 to ${String(MAX_QUERY_LIMIT)}, it is ${String(limit)}`);
  else if (!Number.isInteger(offset) || offset < 0 || offset > deepest)
    add('offset', `must be a whole number from 0 to ${String(deepest)} with that limit, it is ${String(offset)}`);
  if (sources.length === 0) add('sources', 'is empty; name an item, a text or a photo');
  if (sources.length > MAX_QUERY_SOURCES)
    add('sources', `has ${String(sources.length)} entries, at most ${String(MAX_QUERY_SOURCES)} are allowed`);
  else sources.forEach((source, index) => problems.push(...sourceProblems(source, `sources[${String(index)}]`)));
  if (problems.length > 0) throw new InvalidSearchError(problems);
  if (filter !== undefined) validateFilter(filter);
}

function sourceProblems(source: QuerySource, field: string): InputProblem[] {
  const problems: InputProblem[] = [];
  if (!Number.isFinite(source.weight) || source.weight === 0)
    problems.push({ field: `${field}.weight`, problem: `must be finite and not 0, it is ${String(source.weight)}` });
  if (source.kind === 'text') {
    if (source.text.trim() === '') problems.push({ field: `${field}.text`, problem: 'is blank' });
    if (source.text.length > MAX_QUERY_TEXT_LENGTH)
      problems.push({
        field: `${field}.text`,
        problem: `has ${String(source.text.length)} characters, at most ${String(MAX_QUERY_TEXT_LENGTH)} are allowed`,
      });
  }
  if (source.kind === 'blocks')
    for (const [modality, block] of source.blocks)
      if (!block.every((value) => Number.isFinite(value)))
        problems.push({ field: `${field}.blocks.${modality}`, problem: 'has a value that is not finite' });
  return problems;
}
