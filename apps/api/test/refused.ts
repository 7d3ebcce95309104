import { expect } from 'vitest';
import type { Answer } from '../src/testing/graphql-client.ts';

/** The answer is one clear error of that kind: no failure of the server, and nothing of its inside. */
export function expectRefused(answer: Answer, code: string, says: RegExp | string): void {
  expect(answer.status).toBeLessThan(500);
  const [error] = answer.errors ?? [];
  expect(error?.extensions['code']).toBe(code);
  expect(error?.message).toMatch(says);
  expect(JSON.stringify(answer)).not.toMatch(/stack|node_modules|\.ts:|SELECT "|at \w+ \(/);
}

/** After whatever was sent, the server answers and nothing unexpected happened in it. */
export async function expectHealthy(api: { readonly url: string; readonly log: readonly string[] }): Promise<void> {
  expect((await fetch(`${api.url}/ready`)).status).toBe(200);
  expect(api.log.filter((line) => line.includes('unexpected'))).toEqual([]);
}

export const UPSERT = 'mutation ($items: [ItemInput!]!) { upsertItems(items: $items) { __typename } }';
export const RECORD = 'mutation ($i: [InteractionInput!]!) { recordInteractions(interactions: $i) { recorded } }';
export const ITEMS =
  'query ($filter: ItemFilterInput, $first: Int! = 3, $after: String, $sort: ItemSortInput) { items(filter: $filter, first: $first, after: $after, sort: $sort) { totalCount } }';
export const SIMILAR = `query ($itemId: ID, $text: String, $photo: PhotoInput, $mixture: [MixturePartInput!], $weights: Weights, $profile: String, $filter: ItemFilterInput, $first: Int! = 10, $after: String) {
  similarItems(itemId: $itemId, text: $text, photo: $photo, mixture: $mixture, weights: $weights, profile: $profile, filter: $filter, first: $first, after: $after) {
    __typename ... on Problem { message } ... on PhotoRejected { code }
  }
}`;
