import { buildSchema, parse, specifiedRules, validate } from 'graphql';
import { expect, test } from 'vitest';
import { createQueryLimitsRule } from './query-limits-rule.ts';

const schema = buildSchema('type Query { child: Query name: String }');
const rule = createQueryLimitsRule({ depth: 4, aliases: 2, fields: 6 });
const problems = (query: string) =>
  validate(schema, parse(query), [...specifiedRules, rule]).map(({ message }) => message);

test.each([
  ['{ child { child { child { name } } } }', []],
  [
    '{ child { child { child { child { name } } } } }',
    ['The query has 5 levels; at most 4 are allowed. Ask in several queries.'],
  ],
  [
    '{ child { ... { child { ...A } } } } fragment A on Query { child { child { name } } }',
    ['The query has 5 levels; at most 4 are allowed. Ask in several queries.'],
  ],
  ['{ a: name b: name }', []],
  ['{ a: name b: name c: name }', ['The query has 3 aliases; at most 2 are allowed. Ask in several queries.']],
  [
    '{ child { ...A } c: child { ...A } } fragment A on Query { a: name }',
    ['The query has 3 aliases; at most 2 are allowed. Ask in several queries.'],
  ],
  [
    '{ name name name name name name name }',
    ['The query has 7 fields; at most 6 are allowed. Ask in several queries.'],
  ],
  ['{ __schema { types { fields { type { ofType { name } } } } } }', []],
])('%s', (query, expected) => {
  expect(problems(query)).toEqual(expected);
});

test('fragments that double each other are counted without being walked again and again', () => {
  const fragments = Array.from(
    { length: 40 },
    (_, n) => `fragment F${n} on Query { child { ...F${n + 1} } a${n}: child { ...F${n + 1} } }`,
  );
  const query = `{ ...F0 } ${fragments.join(' ')} fragment F40 on Query { name }`;
  const found = validate(schema, parse(query), [rule]);
  expect(found.map(({ message }) => message)).toContain(
    'The query has 41 levels; at most 4 are allowed. Ask in several queries.',
  );
});
