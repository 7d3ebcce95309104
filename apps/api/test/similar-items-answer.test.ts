import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InMemoryApi } from '../src/testing/start-in-memory-api.ts';
import { startSampleShop } from './similar-items-query.ts';

let api: InMemoryApi;
beforeAll(async () => {
  api = await startSampleShop();
});
afterAll(() => api.close());

test('a whole answer', async () => {
  const { status, data, errors } = await api.client.send(
    `{ similarItems(itemId: "item-000", weights: {brand: 0.5, section: 0.25, image: 0}, first: 1) {
      __typename
      ... on SimilarItemConnection {
        weights { modality weight spread effectiveWeight note }
        plan { name exact scannedPoints rescoredPoints }
        edges {
          score
          node { id title description price { amount currency } brand section attributes { name values number } available images { failure } }
          contributions { modality weight effectiveWeight similarity contribution imputed }
        }
        pageInfo { hasNextPage }
      }
    } }`,
  );
  expect({ status, data, errors }).toMatchInlineSnapshot(`
    {
      "data": {
        "similarItems": {
          "__typename": "SimilarItemConnection",
          "edges": [
            {
              "contributions": [
                {
                  "contribution": 0,
                  "effectiveWeight": 0,
                  "imputed": false,
                  "modality": "image",
                  "similarity": 0.42460343979045145,
                  "weight": 0,
                },
                {
                  "contribution": 0,
                  "effectiveWeight": 0,
                  "imputed": false,
                  "modality": "text",
                  "similarity": 0.6046575325615611,
                  "weight": 0,
                },
                {
                  "contribution": 0,
                  "effectiveWeight": 0,
                  "imputed": false,
                  "modality": "price",
                  "similarity": 0.999790574405401,
                  "weight": 0,
                },
                {
                  "contribution": 0.6887523608970323,
                  "effectiveWeight": 0.6887523608970323,
                  "imputed": false,
                  "modality": "brand",
                  "similarity": 1,
                  "weight": 0.5,
                },
                {
                  "contribution": 0.31124764410873207,
                  "effectiveWeight": 0.3112476391029677,
                  "imputed": false,
                  "modality": "section",
                  "similarity": 1.000000016082899,
                  "weight": 0.25,
                },
              ],
              "node": {
                "attributes": [
                  {
                    "name": "color",
                    "number": null,
                    "values": [
                      "black",
                    ],
                  },
                ],
                "available": true,
                "brand": "Acme",
                "description": null,
                "id": "item-012",
                "images": [
                  {
                    "failure": null,
                  },
                ],
                "price": {
                  "amount": 121,
                  "currency": "USD",
                },
                "section": [
                  "Women",
                  "Shoes",
                  "Boots",
                ],
                "title": "Boots in black, model 12",
              },
              "score": 1.0000000050057642,
            },
          ],
          "pageInfo": {
            "hasNextPage": true,
          },
          "plan": {
            "exact": true,
            "name": "EXACT_SCAN",
            "rescoredPoints": 59,
            "scannedPoints": 59,
          },
          "weights": [
            {
              "effectiveWeight": 0,
              "modality": "image",
              "note": null,
              "spread": 0.50989,
              "weight": 0,
            },
            {
              "effectiveWeight": 0,
              "modality": "text",
              "note": null,
              "spread": 0.22182,
              "weight": 0,
            },
            {
              "effectiveWeight": 0,
              "modality": "price",
              "note": null,
              "spread": 0.37666,
              "weight": 0,
            },
            {
              "effectiveWeight": 0.6887523608970323,
              "modality": "brand",
              "note": null,
              "spread": 0.43011,
              "weight": 0.5,
            },
            {
              "effectiveWeight": 0.3112476391029677,
              "modality": "section",
              "note": null,
              "spread": 0.47589,
              "weight": 0.25,
            },
          ],
        },
      },
      "errors": undefined,
      "status": 200,
    }
  `);
});
