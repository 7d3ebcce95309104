import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InMemoryApi } from '../src/testing/start-in-memory-api.ts';
import { testPhoto, testPhotoUrl } from '../src/testing/test-photo.ts';
import { idsOf, QUERY, similar as similarItems, startSampleShop, type Page } from './similar-items-query.ts';

let api: InMemoryApi;
beforeAll(async () => {
  api = await startSampleShop();
});
afterAll(() => api.close());
const similar = (variables: Record<string, unknown>) => similarItems(api, variables);

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
  expect(idsOf(byUrl)[0]).toBe('item-000');
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
  expect(idsOf(text)).toEqual(['item-026']);
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
