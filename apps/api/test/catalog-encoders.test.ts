import { EncodersByUrl, HashImageEmbeddingModel, HashTextEmbeddingModel } from '@kindred/embedding-model/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GraphqlClient } from '../src/testing/graphql-client.ts';
import { type InMemoryApi, startInMemoryApi } from '../src/testing/start-in-memory-api.ts';
import { testPhotoUrl } from '../src/testing/test-photo.ts';

const UPSERT = `mutation ($items: [ItemInput!]!) { upsertItems(items: $items) {
  __typename ... on ItemUpserted { item { id } warnings } } }`;
const SEARCH = `query ($text: String, $photo: PhotoInput, $weights: Weights!) {
  similarItems(text: $text, photo: $photo, weights: $weights, first: 1) {
    __typename ... on SimilarItemConnection { edges { score node { id } } } } }`;
const MODALITIES = '{ catalog { modalities { name dimension encoder } } }';

let api: InMemoryApi;
let small: GraphqlClient;
beforeAll(async () => {
  api = await startInMemoryApi({
    replace: (ports) => {
      void ports.catalogs.ensure('small');
      void ports.choices.chooseEncoders('small', { text: 'test:small', image: 'test:small' });
      return {
        defaultEncoders: { text: 'test:large', image: 'test:large' },
        encoders: new EncodersByUrl({
          text: { 'test:large': new HashTextEmbeddingModel(64), 'test:small': new HashTextEmbeddingModel(16) },
          image: { 'test:large': new HashImageEmbeddingModel(48), 'test:small': new HashImageEmbeddingModel(8) },
        }),
      };
    },
  });
  small = new GraphqlClient(api.url, { 'Kindred-Catalog': 'small' });
});
afterAll(() => api.close());

test('two catalogs of one server have encoders of their own: items go in, words and photos are searched by', async () => {
  const photo = testPhotoUrl(120, 60, 20);
  const items = [
    { id: 'boots', title: 'Warm leather boots', images: [photo] },
    { id: 'mug', title: 'Blue mug' },
  ];
  for (const [client, dimension, size] of [
    [api.client, 64, '48x48'],
    [small, 16, '8x8'],
  ] as const) {
    const { upsertItems } = await client.data<{ upsertItems: unknown }>(UPSERT, { items });
    expect(upsertItems).toEqual(items.map(({ id }) => ({ __typename: 'ItemUpserted', item: { id }, warnings: [] })));
    const { catalog } = await client.data<{ catalog: { modalities: { name: string }[] } }>(MODALITIES);
    const of = (name: string) => catalog.modalities.find((modality) => modality.name === name);
    expect(of('text')).toMatchObject({ dimension });
    expect(of('image')).toMatchObject({ encoder: expect.stringContaining(size) });
    const found = await client.data(SEARCH, { text: 'blue mug', weights: { text: 1 } });
    expect(found).toMatchObject({ similarItems: { edges: [{ node: { id: 'mug' } }] } });
    const alike = await client.data(SEARCH, { photo: { url: photo }, weights: { image: 1 } });
    expect(alike).toMatchObject({ similarItems: { edges: [{ node: { id: 'boots' } }] } });
  }
});
