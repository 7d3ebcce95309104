import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleItems } from '../src/testing/sample-items.ts';
import { type InMemoryApi, startInMemoryApi } from '../src/testing/start-in-memory-api.ts';
import { testPhoto, testPhotoUrl } from '../src/testing/test-photo.ts';

let api: InMemoryApi;
const calls = { searches: 0, itemLookUps: 0 };

beforeAll(async () => {
  api = await startInMemoryApi({
    replace: ({ store, items }) => ({
      store: counting(store, 'search', () => (calls.searches += 1)),
      items: counting(items, 'findMany', () => (calls.itemLookUps += 1)),
    }),
  });
  await api.client.data('mutation ($items: [ItemInput!]!) { upsertItems(items: $items) { __typename } }', {
    items: sampleItems(60),
  });
});
afterAll(() => api.close());

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

interface Edge {
  readonly cursor: string;
  readonly score: number;
  readonly node: {
    readonly id: string;
    readonly title: string;
    readonly brand: string | null;
    readonly section: string[];
    readonly price: { amount: number } | null;
  };
  readonly contributions: {
    modality: string;
    weight: number;
    effectiveWeight: number;
    similarity: number;
    contribution: number;
    imputed: boolean;
  }[];
}
interface Page {
  readonly edges: Edge[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly weights: { modality: string; weight: number; effectiveWeight: number; note: string | null }[];
}

const FIELDS = `__typename ... on SimilarItemConnection {
  edges { cursor score node { id title brand section price { amount } } contributions { modality weight effectiveWeight similarity contribution imputed } }
  pageInfo { hasNextPage endCursor } weights { modality weight effectiveWeight note }
}`;
const QUERY = `query ($itemId: ID, $text: String, $photo: PhotoInput, $mixture: [MixturePartInput!], $weights: Weights, $profile: String, $filter: ItemFilterInput, $first: Int! = 10, $after: String) {
  similarItems(itemId: $itemId, text: $text, photo: $photo, mixture: $mixture, weights: $weights, profile: $profile, filter: $filter, first: $first, after: $after) { ${FIELDS} }
}`;
const similar = async (variables: Record<string, unknown>): Promise<Page> =>
  (await api.client.data<{ similarItems: Page }>(QUERY, variables)).similarItems;
const ids = (page: Page) => page.edges.map(({ node }) => node.id);

test('one page is one vector query and one round trip for its items', async () => {
  Object.assign(calls, { searches: 0, itemLookUps: 0 });
  const page = await similar({ itemId: 'item-000', first: 50 });
  expect(page.edges).toHaveLength(50);
  expect(calls).toEqual({ searches: 1, itemLookUps: 1 });
});

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

test.each([
  ['an item', { itemId: 'item-003' }],
  ['a text', { text: 'desk lamp in green' }],
  ['a photo in a data URL', { photo: { url: testPhotoUrl(220, 30, 30) } }],
  [
    'a mixture',
    {
      mixture: [
        { itemId: 'item-000' },
        { text: 'sandals', weight: 0.5 },
        { itemId: 'item-003', weight: -0.5 },
        { photo: { url: testPhotoUrl(30, 60, 210) }, weight: 0.3 },
      ],
    },
  ],
  ['negative weights', { itemId: 'item-000', weights: { image: 1, brand: -0.5, price: -1 } }],
])('contributions add up to the score: %s', async (_name, source) => {
  const { edges, weights } = await similar({ ...source, first: 40 });
  expect(edges).toHaveLength(40);
  for (const { score, contributions } of edges) {
    expect(contributions.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(score, 6);
    for (const part of contributions) expect(part.contribution).toBeCloseTo(part.effectiveWeight * part.similarity, 6);
  }
  expect(edges.map(({ score }) => score)).toEqual(edges.map(({ score }) => score).toSorted((a, b) => b - a));
  expect(weights.reduce((sum, { effectiveWeight }) => sum + Math.abs(effectiveWeight), 0)).toBeCloseTo(1, 6);
});

test('an uploaded photo finds what its URL finds, and the item that has it first', async () => {
  const byUrl = await similar({ photo: { url: testPhotoUrl(220, 30, 30) }, weights: { image: 1 } });
  const { data } = await api.client.upload(
    QUERY,
    { photo: { upload: null }, weights: { image: 1 }, first: 10 },
    { 'variables.photo.upload': new File([testPhoto(220, 30, 30)], 'red.png') },
  );
  expect(data?.['similarItems']).toEqual({ __typename: 'SimilarItemConnection', ...byUrl });
  expect(byUrl.edges[0]?.score).toBeCloseTo(1, 5);
  expect(ids(byUrl)[0]).toBe('item-000');
});

test('an upload inside a mixture', async () => {
  const { data, errors } = await api.client.upload(
    QUERY,
    { mixture: [{ itemId: 'item-001', weight: -1 }, { photo: { upload: null } }], first: 3 },
    { 'variables.mixture.1.photo.upload': new File([testPhoto(220, 30, 30)], 'red.png') },
  );
  expect(errors).toBeUndefined();
  expect((data?.['similarItems'] as Page).edges).toHaveLength(3);
});

test('weights of one modality give what they say', async () => {
  const brand = await similar({ itemId: 'item-000', weights: { brand: 1 }, first: 12 });
  expect(new Set(brand.edges.map(({ node }) => node.brand))).toEqual(new Set(['Acme']));
  const section = await similar({ itemId: 'item-000', weights: { section: 1 }, first: 14 });
  expect(new Set(section.edges.map(({ node }) => node.section.join('/')))).toEqual(new Set(['Women/Shoes/Boots']));
  const price = await similar({ itemId: 'item-000', weights: { price: 1 }, first: 5 });
  expect(Math.max(...price.edges.map(({ node }) => Math.abs((node.price?.amount ?? 0) - 120)))).toBeLessThan(8);
  const text = await similar({ text: 'Rain jacket in blue, model 26', weights: { text: 1 }, first: 1 });
  expect(ids(text)).toEqual(['item-026']);
});

test('a modality that the source lacks says why it has no weight', async () => {
  const page = await similar({ itemId: 'item-006', weights: { price: 1, text: 1 } });
  expect(page.weights.filter(({ weight }) => weight !== 0)).toMatchInlineSnapshot(`
    [
      {
        "effectiveWeight": 1,
        "modality": "text",
        "note": null,
        "weight": 1,
      },
      {
        "effectiveWeight": 0,
        "modality": "price",
        "note": "The item 'item-006' has no price.",
        "weight": 1,
      },
    ]
  `);
});

test('a filter holds for every result, and as many come as asked for', async () => {
  const filter = { section: ['Women'], price: { max: 60 }, attributes: [{ name: 'color', anyOf: ['red', 'blue'] }] };
  const page = await similar({ itemId: 'item-000', filter, first: 5 });
  expect(page.edges).toHaveLength(5);
  for (const { node } of page.edges) {
    expect(node.section[0]).toBe('Women');
    expect(node.price?.amount ?? Infinity).toBeLessThanOrEqual(60);
    expect(node.title).toMatch(/red|blue/);
  }
});

test('a published profile gives its weights, and `default` is used unasked', async () => {
  const save =
    'mutation ($name: String!, $weights: Weights!) { saveFusionProfileDraft(name: $name, weights: $weights) { __typename } publishFusionProfile(name: $name, version: 1) { __typename } }';
  const equal = await similar({ itemId: 'item-000' });
  await api.client.data(save, { name: 'by-brand', weights: { brand: 1 } });
  await api.client.data(save, { name: 'default', weights: { price: 1 } });
  const byBrand = await similar({ itemId: 'item-000', profile: 'by-brand' });
  expect(byBrand).toEqual(await similar({ itemId: 'item-000', weights: { brand: 1 } }));
  expect(await similar({ itemId: 'item-000' })).toEqual(await similar({ itemId: 'item-000', weights: { price: 1 } }));
  expect(new Set(equal.weights.map(({ weight }) => weight))).toEqual(new Set([1]));
});

test('pages join without gap or repetition, in the order of one long page', async () => {
  const whole = ids(await similar({ itemId: 'item-000', weights: { section: 1 }, first: 59 }));
  const paged: string[] = [];
  for (let after: string | null | undefined = undefined, more = true; more;) {
    const page: Page = await similar({ itemId: 'item-000', weights: { section: 1 }, first: 7, after });
    paged.push(...ids(page));
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
    ids: ids(first).slice(0, 2),
  });
  await api.client.data(
    'mutation { upsertItems(items: [{id: "new", title: "Boots in red, model 0"}]) { __typename } }',
  );
  expect(ids(await similar({ ...variables, after: first.pageInfo.endCursor }))).toEqual(ids(next));
});
