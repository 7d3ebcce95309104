import { afterAll, beforeAll, expect, test } from 'vitest';
import { type InMemoryApi, startInMemoryApi } from '../src/testing/start-in-memory-api.ts';
import { expectHealthy, expectRefused, ITEMS, SIMILAR } from './refused.ts';

let api: InMemoryApi;
beforeAll(async () => {
  api = await startInMemoryApi();
});
afterAll(async () => {
  await expectHealthy(api);
  await api.close();
});

const numbered = (count: number, text: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => text(n)).join(' ');
const SEARCH =
  'similarItems(text: "a", first: 100) { ... on SimilarItemConnection { edges { node { id title description brand section available images { url failure } attributes { name values } } contributions { modality weight similarity } } } }';

test.each([
  ['wrong type of an argument', '{ item(id: {a: 1}) { id } }', 'GRAPHQL_VALIDATION_FAILED', 'ID cannot represent'],
  ['missing argument', '{ item { id } }', 'GRAPHQL_VALIDATION_FAILED', '"id" of type "ID!" is required'],
  ['unknown field', '{ itm(id: 1) { id } }', 'GRAPHQL_VALIDATION_FAILED', 'Cannot query field "itm"'],
  [
    'a cycle of fragments',
    '{ item(id: 1) { ...A } } fragment A on Item { ...B } fragment B on Item { ...A }',
    'GRAPHQL_VALIDATION_FAILED',
    'Cannot spread fragment "A" within itself',
  ],
  ['what is no GraphQL', 'SELECT * FROM items', 'GRAPHQL_PARSE_FAILED', 'Syntax Error'],
  ['an empty query', ' ', 'GRAPHQL_PARSE_FAILED', 'Syntax Error'],
  [
    'a 10,000-deep query',
    `${'{a'.repeat(10_000)}${'}'.repeat(10_000)}`,
    'QUERY_TOO_LARGE',
    'nests deeper than 100 brackets',
  ],
  [
    'a 10,000-deep list',
    `{ item(id: ${'['.repeat(10_000)}${']'.repeat(10_000)}) { id } }`,
    'QUERY_TOO_LARGE',
    'nests deeper than 100 brackets',
  ],
  [
    'deep introspection',
    `{ __schema { types { ${'ofType { fields { type { '.repeat(6)} name ${'} } } '.repeat(6)} } } }`,
    'GRAPHQL_VALIDATION_FAILED',
    /./,
  ],
  [
    'thousands of fields',
    `{ ${'catalog { name } '.repeat(1500)} }`,
    'GRAPHQL_PARSE_FAILED',
    'Document contains more that 3000 tokens',
  ],
  [
    '600 fields',
    `{ ${'catalog { name } '.repeat(300)} }`,
    'GRAPHQL_VALIDATION_FAILED',
    'The query has 600 fields; at most 500 are allowed',
  ],
  [
    '200 aliases',
    `{ ${numbered(200, (n) => `a${n}: item(id: "x") { id }`)} }`,
    'GRAPHQL_VALIDATION_FAILED',
    'The query has 200 aliases; at most 20 are allowed',
  ],
  [
    'twenty searches at once',
    `{ ${numbered(20, (n) => `s${n}: ${SEARCH}`)} }`,
    'QUERY_TOO_LARGE',
    /The query costs \d+; at most 20000 is allowed/,
  ],
  ['a subscription', 'subscription { x }', 'GRAPHQL_VALIDATION_FAILED', 'This server has no subscriptions.'],
  [
    'an unknown operation name',
    'query A { __typename } query B { __typename }',
    'OPERATION_RESOLUTION_FAILURE',
    'operation name',
  ],
])('%s is refused quickly', async (_name, query, code, says) => {
  const start = performance.now();
  expectRefused(await api.client.send(query), code, says);
  expect(performance.now() - start).toBeLessThan(2000);
});

const variables = (json: string, query: string) => `{"query": ${JSON.stringify(query)}, "variables": ${json}}`;

test.each([
  ['invalid JSON', '{"query": "{ __typename }"', 'BAD_REQUEST', 'not valid JSON'],
  ['no body', '', 'BAD_REQUEST', 'no body'],
  ['null', 'null', 'BAD_REQUEST', /./],
  ['a number', '7', 'BAD_REQUEST', /./],
  ['a list of operations', '[{"query": "{ __typename }"}]', 'BAD_REQUEST', 'one operation per request'],
  ['a query that is a number', '{"query": 5}', 'BAD_REQUEST', /./],
  ['variables that are a list', '{"query": "{ __typename }", "variables": [1]}', 'BAD_REQUEST', /./],
  [
    'a weight of 1e999',
    variables('{"itemId": "x", "weights": {"image": 1e999}}', SIMILAR),
    'BAD_USER_INPUT',
    'finite number, not Infinity',
  ],
  ['a weight NaN', variables('{"itemId": "x", "weights": {"image": NaN}}', SIMILAR), 'BAD_REQUEST', 'not valid JSON'],
  [
    'a modality __proto__',
    variables('{"itemId": "x", "weights": {"__proto__": 1}}', SIMILAR),
    'BAD_REQUEST',
    'not valid JSON',
  ],
  [
    'variables 50,000 levels deep',
    variables(`{"filter": ${'{"and":['.repeat(50_000)}${']}'.repeat(50_000)}}`, ITEMS),
    'BAD_USER_INPUT',
    'variables nest deeper than 40 levels',
  ],
  ['2 MB', variables(`"${'y'.repeat(2 * 1024 * 1024)}"`, ITEMS), 'PAYLOAD_TOO_LARGE', 'too large'],
])('a body with %s', async (_name, body, code, says) => {
  const answer = await api.client.post(body, { 'content-type': 'application/json' });
  expect(answer.status).toBe(code === 'PAYLOAD_TOO_LARGE' ? 413 : 400);
  expectRefused(answer, code, says);
});

test('another content type', async () => {
  expectRefused(
    await api.client.post('query', { 'content-type': 'text/plain' }),
    'UNSUPPORTED_MEDIA_TYPE',
    'must be application/json or multipart',
  );
});

test('a catalog that is not there', async () => {
  const headers = { 'content-type': 'application/json', 'kindred-catalog': 'nowhere' };
  expectRefused(
    await api.client.post('{"query":"{ catalog { name } }"}', headers),
    'BAD_USER_INPUT',
    "There is no catalog 'nowhere'",
  );
});

test.each(['../other', 'a b', 'a/b', '.hidden', 'x'.repeat(101)])('a catalog called %s', async (name) => {
  const headers = { 'content-type': 'application/json', 'kindred-catalog': name };
  const write = '{"query":"mutation { upsertItems(items: [{id: \\"a\\", title: \\"A\\"}]) { __typename } }"}';
  expectRefused(await api.client.post(write, headers), 'BAD_USER_INPUT', 'a name has 1 to 100 letters');
});
