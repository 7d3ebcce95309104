import { isCurrencyCode } from './currency.ts';
import { InvalidFilterError } from './errors.ts';
import type { ItemFilter } from './item-filter.ts';
import { ProblemList, show } from './problem-list.ts';

/** Levels of and, or, not; a plain condition has depth 1. */
export const MAX_FILTER_DEPTH = 10;
/** Conditions and listed values of the whole filter, together. */
export const MAX_FILTER_VALUES = 1000;

interface Walk {
  readonly problems: ProblemList;
  values: number;
}

/** Checks depth, size and every value, and reports all problems together. @throws InvalidFilterError */
export function validateFilter(filter: ItemFilter): void {
  const walk: Walk = { problems: new ProblemList(), values: 0 };
  check(walk, 'filter', filter, 1);
  if (walk.values > MAX_FILTER_VALUES)
    walk.problems.add(
      'filter',
      `has ${String(walk.values)} conditions and values, at most ${String(MAX_FILTER_VALUES)} are allowed`,
    );
  if (walk.problems.problems.length > 0) throw new InvalidFilterError(walk.problems.problems);
}

function check(walk: Walk, field: string, filter: ItemFilter, depth: number): void {
  walk.values += 1;
  if (depth > MAX_FILTER_DEPTH) {
    walk.problems.add(field, `is nested deeper than ${String(MAX_FILTER_DEPTH)} levels`);
    return;
  }
  if (filter.kind === 'not') check(walk, `${field}.not`, filter.filter, depth + 1);
  else if (filter.kind === 'and' || filter.kind === 'or') {
    if (filter.filters.length > MAX_FILTER_VALUES) walk.values += filter.filters.length;
    else filter.filters.forEach((part, i) => check(walk, `${field}.${filter.kind}[${String(i)}]`, part, depth + 1));
  } else checkCondition(walk, `${field}.${filter.kind}`, filter);
}

function checkCondition(walk: Walk, field: string, filter: Exclude<ItemFilter, { kind: 'and' | 'or' | 'not' }>): void {
  const { problems } = walk;
  switch (filter.kind) {
    case 'section':
      checkTexts(walk, `${field}.path`, filter.path);
      return;
    case 'price':
      if (!isCurrencyCode(filter.currency))
        problems.add(`${field}.currency`, `must be an ISO 4217 code in upper case, it is ${show(filter.currency)}`);
      checkRange(problems, field, filter);
      return;
    case 'brand':
    case 'ids':
      checkTexts(walk, `${field}.anyOf`, filter.anyOf);
      return;
    case 'available':
      if (typeof filter.available !== 'boolean') problems.add(field, 'must be true or false');
      return;
    case 'attribute':
      problems.checkText(`${field}.name`, filter.name, 100);
      checkAttributeValues(walk, `${field}.anyOf`, filter.anyOf);
      return;
    case 'attributeRange':
      problems.checkText(`${field}.name`, filter.name, 100);
      checkRange(problems, field, filter);
      return;
    case 'createdAfter':
      problems.checkDate(`${field}.date`, filter.date);
      return;
    default:
      problems.add('filter', `has a condition of unknown kind ${show((filter as { kind?: unknown }).kind)}`);
  }
}

function checkTexts(walk: Walk, field: string, values: readonly string[]): void {
  walk.values += values.length;
  if (walk.values > MAX_FILTER_VALUES) return;
  values.forEach((value, index) => walk.problems.checkText(`${field}[${String(index)}]`, value, 1000));
}

function checkAttributeValues(walk: Walk, field: string, values: readonly (string | number)[]): void {
  walk.values += values.length;
  if (walk.values > MAX_FILTER_VALUES) return;
  values.forEach((value, index) => {
    if (typeof value === 'number') walk.problems.checkFinite(`${field}[${String(index)}]`, value);
    else walk.problems.checkText(`${field}[${String(index)}]`, value, 1000);
  });
}

function checkRange(problems: ProblemList, field: string, { min, max }: { min?: number; max?: number }): void {
  const minFine = min === undefined || problems.checkFinite(`${field}.min`, min);
  const maxFine = max === undefined || problems.checkFinite(`${field}.max`, max);
  if (minFine && maxFine && min !== undefined && max !== undefined && min > max)
    problems.add(field, `has min ${String(min)} above max ${String(max)}`);
}
