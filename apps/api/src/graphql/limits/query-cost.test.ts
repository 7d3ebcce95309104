import { ApolloServer } from '@apollo/server';
import { buildSchema } from 'graphql';
import { expect, it } from 'vitest';
import type { GraphqlContext } from '../context.ts';
import { createQueryCostPlugin } from './query-cost.ts';

const schema = buildSchema(
  'type Query { items(first: Int = 10, after: String): [Item] } type Item { id: ID name: String }',
);
const server = new ApolloServer<GraphqlContext>({ schema, plugins: [createQueryCostPlugin(schema, 20)] });

/** The cost that is refused, or undefined where none is. */
async function refusedCost(query: string, variables = {}, operationName?: string): Promise<unknown> {
  const request = { query, variables, ...(operationName === undefined ? {} : { operationName }) };
  const { body } = await server.executeOperation(request, { contextValue: {} as GraphqlContext });
  return body.kind === 'single' ? body.singleResult.errors?.[0]?.extensions?.['cost'] : 'several';
}

it('weighs a document anew for every value that its cost depends on, in any order', async () => {
  const query = 'query ($n: Int, $after: String) { items(first: $n, after: $after) { id name } }';
  for (const after of ['a', 'b']) {
    // 1 + n × 2
    expect(await refusedCost(query, { n: 9, after })).toBeUndefined();
    expect(await refusedCost(query, { n: 10, after })).toBe(21);
    expect(await refusedCost(query, { n: 100, after })).toBe(201);
    // Without a value the argument's default counts.
    expect(await refusedCost(query, { after })).toBe(21);
  }
});

it('counts fields that a variable switches on', async () => {
  const query =
    'query ($all: Boolean!) { items(first: 10) { id ...Name @include(if: $all) } } fragment Name on Item { name }';
  expect(await refusedCost(query, { all: true })).toBe(21);
  expect(await refusedCost(query, { all: false })).toBeUndefined();
  expect(await refusedCost(query, { all: true })).toBe(21);
});

it('weighs the operation that is asked for', async () => {
  const query = 'query Few { items(first: 2) { id } } query Many { items(first: 30) { id } }';
  expect(await refusedCost(query, {}, 'Few')).toBeUndefined();
  expect(await refusedCost(query, {}, 'Many')).toBe(31);
  expect(await refusedCost(query, {}, 'Few')).toBeUndefined();
});

it('remembers nothing of variables that can not be coerced', async () => {
  const query = 'query ($n: Int!) { items(first: $n) { id name } }';
  expect(await refusedCost(query, { n: 1.5 })).toBeUndefined();
  expect(await refusedCost(query, {})).toBeUndefined();
  expect(await refusedCost(query, { n: 50 })).toBe(101);
});
