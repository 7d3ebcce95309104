import { afterAll, beforeAll, expect, test } from 'vitest';
import { type InMemoryApi, startInMemoryApi } from '../src/testing/start-in-memory-api.ts';
import { testPhotoUrl } from '../src/testing/test-photo.ts';

let api: InMemoryApi;
beforeAll(async () => {
  api = await startInMemoryApi({ clock: () => new Date('2026-06-01T12:00:00Z') });
});
afterAll(() => api.close());

test('an empty catalog answers', async () => {
  expect(
    await api.client.data(`{
      catalog { name currency itemCount modalities { name } brands { name } sections { path } }
      items { totalCount edges { cursor } pageInfo { hasNextPage endCursor } }
      item(id: "none") { id }
      similarItems(text: "boots") { __typename ... on SimilarItemConnection { edges { cursor } weights { modality } } }
      byItem: similarItems(itemId: "none") { __typename ... on Problem { message } }
      recommendations(userId: "nobody") { __typename ... on RecommendationConnection { edges { score } } }
      fusionProfiles { name }
      fusionProfile(name: "none") { name }
    }`),
  ).toMatchInlineSnapshot(`
    {
      "byItem": {
        "__typename": "ItemNotFound",
        "message": "Catalog 'default' has no item 'none'. Check the id, or add the item with upsertItems.",
      },
      "catalog": {
        "brands": [],
        "currency": "USD",
        "itemCount": 0,
        "modalities": [],
        "name": "default",
        "sections": [],
      },
      "fusionProfile": null,
      "fusionProfiles": [],
      "item": null,
      "items": {
        "edges": [],
        "pageInfo": {
          "endCursor": null,
          "hasNextPage": false,
        },
        "totalCount": 0,
      },
      "recommendations": {
        "__typename": "RecommendationConnection",
        "edges": [],
      },
      "similarItems": {
        "__typename": "SimilarItemConnection",
        "edges": [],
        "weights": [],
      },
    }
  `);
});

test('an item that is upserted is searchable at once, and gone at once when deleted', async () => {
  const upserted = await api.client.data(
    `mutation ($items: [ItemInput!]!) { upsertItems(items: $items) {
      __typename
      ... on ItemUpserted { warnings item { id title price { amount currency } brand section attributes { name values number } images { failure } available createdAt updatedAt } }
    } }`,
    {
      items: [
        {
          id: '007',
          title: 'Red boots',
          price: { amount: 99.5 },
          brand: 'Acme',
          section: ['Women', 'Shoes'],
          attributes: [
            { name: 'size', number: 38 },
            { name: 'color', values: ['red'] },
            { name: 'season', values: ['autumn', 'winter'] },
          ],
          images: [testPhotoUrl(200, 0, 0)],
        },
        {
          id: 'é/b',
          title: 'Blue lamp',
          available: false,
          createdAt: '2025-01-02T03:04:05Z',
          images: ['data:image/png;base64,AAAA'],
        },
      ],
    },
  );
  expect(upserted).toMatchInlineSnapshot(`
    {
      "upsertItems": [
        {
          "__typename": "ItemUpserted",
          "item": {
            "attributes": [
              {
                "name": "size",
                "number": 38,
                "values": [
                  "38",
                ],
              },
              {
                "name": "color",
                "number": null,
                "values": [
                  "red",
                ],
              },
              {
                "name": "season",
                "number": null,
                "values": [
                  "autumn",
                  "winter",
                ],
              },
            ],
            "available": true,
            "brand": "Acme",
            "createdAt": "2026-06-01T12:00:00.000Z",
            "id": "007",
            "images": [
              {
                "failure": null,
              },
            ],
            "price": {
              "amount": 99.5,
              "currency": "USD",
            },
            "section": [
              "Women",
              "Shoes",
            ],
            "title": "Red boots",
            "updatedAt": "2026-06-01T12:00:00.000Z",
          },
          "warnings": [],
        },
        {
          "__typename": "ItemUpserted",
          "item": {
            "attributes": [],
            "available": false,
            "brand": null,
            "createdAt": "2025-01-02T03:04:05.000Z",
            "id": "é/b",
            "images": [
              {
                "failure": "This is not a photo: it looks like data of an unknown kind. Give a JPEG, PNG, WebP, GIF, TIFF or AVIF file.",
              },
            ],
            "price": null,
            "section": [],
            "title": "Blue lamp",
            "updatedAt": "2026-06-01T12:00:00.000Z",
          },
          "warnings": [
            "Photo data:image/png;base64,AAAA has no embedding: This is not a photo: it looks like data of an unknown kind. Give a JPEG, PNG, WebP, GIF, TIFF or AVIF file.",
          ],
        },
      ],
    }
  `);
  const find =
    '{ item(id: "007") { title } similarItems(text: "Red boots", weights: {text: 1}, first: 1) { ... on SimilarItemConnection { edges { node { id } } } } }';
  expect(await api.client.data(find)).toEqual({
    item: { title: 'Red boots' },
    similarItems: { edges: [{ node: { id: '007' } }] },
  });
  const deleted = await api.client.data(
    'mutation { deleteItems(ids: ["007", "nope", "007"]) { __typename ... on ItemDeleted { id } ... on ItemNotFound { id message } } }',
  );
  expect(deleted).toMatchInlineSnapshot(`
    {
      "deleteItems": [
        {
          "__typename": "ItemDeleted",
          "id": "007",
        },
        {
          "__typename": "ItemNotFound",
          "id": "nope",
          "message": "Catalog 'default' has no item 'nope'. Check the id, or add the item with upsertItems.",
        },
        {
          "__typename": "ItemDeleted",
          "id": "007",
        },
      ],
    }
  `);
  expect(await api.client.data(find)).toEqual({ item: null, similarItems: { edges: [{ node: { id: 'é/b' } }] } });
});

test('what is written in a mutation is read in the same mutation', async () => {
  const write = (title: string) =>
    `upsertItems(items: [{id: "twice", title: "${title}"}]) { ... on ItemUpserted { item { title } } }`;
  expect(await api.client.data(`mutation { a: ${write('one')} b: ${write('two')} }`)).toEqual({
    a: [{ item: { title: 'one' } }],
    b: [{ item: { title: 'two' } }],
  });
});

test('events are recorded once, and lead to recommendations', async () => {
  await api.client.data('mutation ($items: [ItemInput!]!) { upsertItems(items: $items) { __typename } }', {
    items: ['Red boots', 'Red winter boots', 'Green desk lamp', 'Green floor lamp', 'Blue sandals'].map((title, n) => ({
      id: `r${n}`,
      title,
    })),
  });
  const record =
    'mutation ($i: [InteractionInput!]!) { recordInteractions(interactions: $i) { recorded alreadyRecorded rejected { index problems { field problem } } } }';
  const events = [
    { userId: 'ann', itemId: 'r0', type: 'PURCHASE', occurredAt: '2026-05-30T10:00:00Z' },
    { userId: 'ann', itemId: 'r0', type: 'PURCHASE', occurredAt: '2026-05-30T10:00:00Z' },
    { userId: 'bob', itemId: 'r4', type: 'VIEW', id: 'e1' },
    { userId: 'bob', itemId: 'r4', type: 'RATING', value: 9 },
  ];
  expect(await api.client.data(record, { i: events })).toMatchInlineSnapshot(`
    {
      "recordInteractions": {
        "alreadyRecorded": 1,
        "recorded": 2,
        "rejected": [
          {
            "index": 3,
            "problems": [
              {
                "field": "value",
                "problem": "of a rating must be from 1 to 5, it is 9",
              },
            ],
          },
        ],
      },
    }
  `);
  expect(await api.client.data(record, { i: events.slice(0, 1) })).toEqual({
    recordInteractions: { recorded: 0, alreadyRecorded: 1, rejected: [] },
  });
  const recommended = await api.client.data<{
    recommendations: { recommendationId: string; edges: { node: { id: string } }[] };
  }>(
    '{ recommendations(userId: "ann", weights: {text: 1}, first: 3) { ... on RecommendationConnection { recommendationId edges { node { id } generator reason becauseOf { title } contributions { modality } score } } } }',
  );
  const ids = recommended.recommendations.edges.map(({ node }) => node.id);
  expect(recommended.recommendations.recommendationId).toMatch(/^[0-9a-f-]{36}$/);
  expect(ids[0]).toBe('r1');
  expect(ids).not.toContain('r0');
  expect(recommended.recommendations.edges[0]).toMatchObject({
    generator: 'NEAREST_TO_INTERESTS',
    becauseOf: { title: 'Red boots' },
  });
});

test('profiles: save, publish, roll back, and every outcome but success', async () => {
  const PROFILE =
    '... on FusionProfile { name published { version weights } versions { version status author reason publishedAt } }';
  const run = (field: string) => api.client.data(`mutation { ${field} }`);
  await run(
    `saveFusionProfileDraft(name: "home", weights: {image: 1}, author: "Ann", reason: "photos first") { __typename }`,
  );
  await run(`publishFusionProfile(name: "home", version: 1) { __typename }`);
  expect(await run(`rollBackFusionProfile(name: "home") { __typename ... on Problem { message } }`))
    .toMatchInlineSnapshot(`
    {
      "rollBackFusionProfile": {
        "__typename": "NoEarlierVersion",
        "message": "Profile 'home' has no earlier published version. Save a draft and publish it instead.",
      },
    }
  `);
  await run(`saveFusionProfileDraft(name: "home", weights: {price: 1, brand: -0.5}) { __typename }`);
  expect(
    await run(`publishFusionProfile(name: "home", version: 2) { ... on ProfilePublished { profile { ${PROFILE} } } }`),
  ).toMatchObject({
    publishFusionProfile: {
      profile: {
        published: { version: 2, weights: { price: 1, brand: -0.5 } },
        versions: [
          { version: 2, status: 'PUBLISHED' },
          { version: 1, status: 'RETIRED', author: 'Ann', reason: 'photos first' },
        ],
      },
    },
  });
  expect(await run(`rollBackFusionProfile(name: "home") { __typename ${PROFILE} }`)).toMatchObject({
    rollBackFusionProfile: { published: { version: 1 } },
  });
  expect(
    await api.client.data(`mutation {
      a: publishFusionProfile(name: "home", version: 9) { __typename ... on ProfileVersionNotFound { message name version } }
      b: publishFusionProfile(name: "none", version: 1) { __typename ... on ProfileNotFound { message name } }
      c: rollBackFusionProfile(name: "none") { __typename ... on ProfileNotFound { message name } }
      d: saveFusionProfileDraft(name: "home", weights: {}) { __typename ... on InvalidWeights { message problems { field problem } } }
    }`),
  ).toMatchInlineSnapshot(`
    {
      "a": {
        "__typename": "ProfileVersionNotFound",
        "message": "Profile 'home' has no version 9. Ask fusionProfile(name: "home") for its versions.",
        "name": "home",
        "version": 9,
      },
      "b": {
        "__typename": "ProfileNotFound",
        "message": "Catalog 'default' has no fusion profile 'none'. Save a draft with that name first.",
        "name": "none",
      },
      "c": {
        "__typename": "ProfileNotFound",
        "message": "Catalog 'default' has no fusion profile 'none'. Save a draft with that name first.",
        "name": "none",
      },
      "d": {
        "__typename": "InvalidWeights",
        "message": "The weights are invalid: all are 0; give at least one of image, text, price, brand, section a weight.",
        "problems": [
          {
            "field": "",
            "problem": "all are 0; give at least one of image, text, price, brand, section a weight",
          },
        ],
      },
    }
  `);
});
