import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InMemoryApi } from '../src/testing/start-in-memory-api.ts';
import { idsOf, similar as similarItems, startSampleShop, type Page } from './similar-items-query.ts';

let api: InMemoryApi;
const calls = { searches: 0, itemLookUps: 0 };
beforeAll(async () => {
  api = await startSampleShop({
    replace: ({ store, items }) => ({
      store: counting(store, 'search', () => (calls.searches += 1)),
      items: counting(items, 'findMany', () => (calls.itemLookUps += 1)),
    }),
  });
});
afterAll(() => api.close());
const similar = (variables: Record<string, unknown>) => similarItems(api, variables);

/** The same object, telling when that method is called. */
function counting<Target extends object>(target: Target, method: keyof Target, count: () => void): Target {
  return new Proxy(target, {
    get: (object, key) => {
      const value: unknown = Reflect.get(object, key);
      if (key === method) count();
      return typeof value === 'function' ? (value.bind(object) as unknown) : value;
    },
  });
}

test('one page is one vector query and one round trip for its items', async () => {
  Object.assign(calls, { searches: 0, itemLookUps: 0 });
  const page = await similar({ itemId: 'item-000', first: 50 });
  expect(page.edges).toHaveLength(50);
  expect(calls).toEqual({ searches: 1, itemLookUps: 1 });
});

test('pages join without gap or repetition, in the order of one long page', async () => {
  const whole = idsOf(await similar({ itemId: 'item-000', weights: { section: 1 }, first: 59 }));
  const paged: string[] = [];
  for (let after: string | null | undefined = undefined, more = true; more;) {
    const page: Page = await similar({ itemId: 'item-000', weights: { section: 1 }, first: 7, after });
    paged.push(...idsOf(page));
    after = page.pageInfo.endCursor;
    more = page.pageInfo.hasNextPage;
  }
  expect(paged).toEqual(whole);
});

test('a cursor stays valid when items before it come and go', async () => {
  const variables = { itemId: 'item-000', weights: { text: 1 }, first: 5 };
  const first = await similar(variables);
  const next = await similar({ ...variables, after: first.pageInfo.endCursor });
  await api.client.data('mutation ($ids: [ID!]!) { deleteItems(ids: $ids) { __typename } }', {
    ids: idsOf(first).slice(0, 2),
  });
  await api.client.data(
    'mutation { upsertItems(items: [{id: "new", title: "Boots in red, model 0"}]) { __typename } }',
  );
  expect(idsOf(await similar({ ...variables, after: first.pageInfo.endCursor }))).toEqual(idsOf(next));
});
