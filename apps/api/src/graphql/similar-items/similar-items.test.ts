import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleItems } from '../../testing/sample-items.ts';
import { type InMemoryApi, startInMemoryApi } from '../../testing/start-in-memory-api.ts';

let api: InMemoryApi;
beforeAll(async () => {
  api = await startInMemoryApi();
  await api.client.data('mutation ($items: [ItemInput!]!) { upsertItems(items: $items) { __typename } }', {
    items: sampleItems(40),
  });
});
afterAll(() => api.close());

test('by item: hello', async () => {
  expect(
    await api.client.send(
      '{ similarItems(itemId: "item-000", first: 2) { __typename ... on SimilarItemConnection { weights { modality weight effectiveWeight note } edges { score node { id title price { amount } } contributions { modality contribution imputed } } } } }',
    ),
  ).toMatchInlineSnapshot(`
    {
      "data": {
        "similarItems": {
          "__typename": "SimilarItemConnection",
          "edges": [
            {
              "contributions": [
                {
                  "contribution": 0,
                  "imputed": true,
                  "modality": "image",
                },
                {
                  "contribution": 0.18296325717444958,
                  "imputed": false,
                  "modality": "text",
                },
                {
                  "contribution": 0.24953683251768877,
                  "imputed": false,
                  "modality": "price",
                },
                {
                  "contribution": 0.25,
                  "imputed": false,
                  "modality": "brand",
                },
                {
                  "contribution": 0.25000000402072475,
                  "imputed": false,
                  "modality": "section",
                },
              ],
              "node": {
                "id": "item-036",
                "price": {
                  "amount": 123,
                },
                "title": "Boots in white, model 36",
              },
              "score": 0.9325000937128631,
            },
            {
              "contributions": [
                {
                  "contribution": 0,
                  "imputed": true,
                  "modality": "image",
                },
                {
                  "contribution": 0.15116438314039027,
                  "imputed": false,
                  "modality": "text",
                },
                {
                  "contribution": 0.24994764644412054,
                  "imputed": false,
                  "modality": "price",
                },
                {
                  "contribution": 0.25,
                  "imputed": false,
                  "modality": "brand",
                },
                {
                  "contribution": 0.25000000402072475,
                  "imputed": false,
                  "modality": "section",
                },
              ],
              "node": {
                "id": "item-012",
                "price": {
                  "amount": 121,
                },
                "title": "Boots in black, model 12",
              },
              "score": 0.9011120336052355,
            },
          ],
          "weights": [
            {
              "effectiveWeight": 0,
              "modality": "image",
              "note": "The item 'item-000' has no image.",
              "weight": 1,
            },
            {
              "effectiveWeight": 0.25,
              "modality": "text",
              "note": null,
              "weight": 1,
            },
            {
              "effectiveWeight": 0.25,
              "modality": "price",
              "note": null,
              "weight": 1,
            },
            {
              "effectiveWeight": 0.25,
              "modality": "brand",
              "note": null,
              "weight": 1,
            },
            {
              "effectiveWeight": 0.25,
              "modality": "section",
              "note": null,
              "weight": 1,
            },
          ],
        },
      },
      "status": 200,
    }
  `);
});
