import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase } from '@kindred/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleItems } from '../src/testing/sample-items.ts';
import { startTestApi, type TestApi } from '../src/testing/start-test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ items: 60 });
});
afterAll(() => api.close());

const SEARCH = `{ similarItems(itemId: "item-000", weights: {text: 1, price: 1, image: 1}, first: 5) {
  ... on SimilarItemConnection { edges { score node { id } contributions { contribution } } }
} }`;

test('everything together: search, filter, sort, facets, readiness', async () => {
  const { similarItems } = await api.client.data<{
    similarItems: { edges: { score: number; node: { id: string }; contributions: { contribution: number }[] }[] };
  }>(SEARCH);
  expect(similarItems.edges).toHaveLength(5);
  for (const { score, contributions } of similarItems.edges) {
    expect(contributions.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(score, 6);
  }
  expect(
    await api.client.data(`{
      catalog { name currency itemCount modalities { name label } brands(first: 2) { name count } sections(first: 2) { path count } }
      items(filter: {section: ["Women", "Shoes"], price: {min: 50}, attributes: [{name: "color", anyOf: ["red"]}]}, sort: {by: PRICE, descending: true}, first: 2) {
        totalCount edges { node { id price { amount currency } } } pageInfo { hasNextPage }
      }
    }`),
  ).toMatchInlineSnapshot(`
    {
      "catalog": {
        "brands": [
          {
            "count": 16,
            "name": "Acme",
          },
          {
            "count": 16,
            "name": "Globex",
          },
        ],
        "currency": "USD",
        "itemCount": 60,
        "modalities": [
          {
            "label": "Photo",
            "name": "image",
          },
          {
            "label": "Words",
            "name": "text",
          },
          {
            "label": "Price",
            "name": "price",
          },
          {
            "label": "Brand",
            "name": "brand",
          },
          {
            "label": "Section",
            "name": "section",
          },
        ],
        "name": "default",
        "sections": [
          {
            "count": 15,
            "path": [
              "Home",
              "Lamps",
            ],
          },
          {
            "count": 15,
            "path": [
              "Men",
              "Jackets",
            ],
          },
        ],
      },
      "items": {
        "edges": [
          {
            "node": {
              "id": "item-040",
              "price": {
                "amount": 127,
                "currency": "USD",
              },
            },
          },
          {
            "node": {
              "id": "item-000",
              "price": {
                "amount": 120,
                "currency": "USD",
              },
            },
          },
        ],
        "pageInfo": {
          "hasNextPage": true,
        },
        "totalCount": 3,
      },
    }
  `);
  const ready = await fetch(`${api.url}/ready`);
  expect([ready.status, await ready.json()]).toEqual([
    200,
    { status: 'ready', checks: { database: 'ok', vectorStore: 'ok', encoders: 'ok', outbox: 'ok' } },
  ]);
});

test('pages of items join in every order, and a cursor of another order is refused', async () => {
  for (const by of ['ID', 'TITLE', 'PRICE', 'CREATED_AT']) {
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const {
        items,
      }: { items: { edges: { node: { id: string } }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } } =
        await api.client.data(
          'query ($by: ItemSortBy!, $after: String) { items(first: 13, sort: {by: $by}, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } }',
          { by, after },
        );
      ids.push(...items.edges.map(({ node }) => node.id));
      after = items.pageInfo.hasNextPage ? items.pageInfo.endCursor : null;
    } while (after !== null);
    expect(ids).toHaveLength(60);
    expect(new Set(ids)).toEqual(new Set(sampleItems(60).map(({ id }) => id)));
  }
  const { errors } = await api.client.send('{ items(after: "nonsense") { totalCount } }');
  expect(errors?.[0]).toMatchObject({
    message: expect.stringMatching(/^The cursor 'nonsense'/) as string,
    extensions: { code: 'BAD_USER_INPUT' },
  });
});

test('profiles, events and deletions last', async () => {
  await api.client.data(`mutation {
    saveFusionProfileDraft(name: "home", weights: {brand: 1}, author: "Ann") { __typename }
    publishFusionProfile(name: "home", version: 1) { __typename }
    recordInteractions(interactions: [{userId: "u", itemId: "item-000", type: PURCHASE}]) { recorded }
    upsertItems(items: [{id: "short-lived", title: "Gone soon"}]) { __typename }
    deleteItems(ids: ["short-lived"]) { __typename }
  }`);
  expect(
    await api.client.data(`{
      fusionProfile(name: "home") { published { version weights author } }
      item(id: "short-lived") { id }
      recommendations(userId: "u", first: 1) { ... on RecommendationConnection { edges { becauseOf { id } } } }
      duplicatesOf(itemId: "item-000", first: 1) { ... on DuplicateMatches { matches { evidence } } }
    }`),
  ).toMatchObject({
    fusionProfile: { published: { version: 1, weights: { brand: 1 }, author: 'Ann' } },
    item: null,
    recommendations: { edges: [{ becauseOf: { id: 'item-000' } }] },
    duplicatesOf: { matches: [{ evidence: ['PHOTO'] }] },
  });
});

test('a vector store that is lost is filled again at the next start, with the same answers', async () => {
  const dataDir = join(api.dataDir, 'second');
  const environment = { KINDRED_DATA_DIR: dataDir };
  const first = await startTestApi({ items: 30, environment });
  const before = await first.client.data(SEARCH);
  await first.close();
  await rm(join(dataDir, 'vectors'), { recursive: true });
  const second = await startTestApi({ environment });
  expect(await second.client.data(SEARCH)).toEqual(before);
  await second.close();
});

test('a key in the database ends open access, and opens what its role says', async () => {
  const other = await startTestApi({ environment: { KINDRED_DATA_DIR: join(api.dataDir, 'keys') } });
  expect((await other.client.send('{ items { totalCount } }')).status).toBe(200);
  expect(other.databaseUrl).toMatch(/^postgres/);
  const database = await openDatabase({ url: other.databaseUrl });
  const { key } = await database.apiKeys.create({ role: 'reader' });
  await database.close();
  await other.close();
  const again = await startTestApi({ environment: { KINDRED_DATA_DIR: join(api.dataDir, 'keys') } });
  expect((await again.client.send('{ items { totalCount } }')).status).toBe(401);
  const body = JSON.stringify({ query: '{ items { totalCount } }' });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
  expect(await again.client.post(body, headers)).toEqual({ status: 200, data: { items: { totalCount: 0 } } });
  await again.close();
});
