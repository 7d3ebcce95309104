import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleItems } from '../src/testing/sample-items.ts';
import { type InMemoryApi, startInMemoryApi } from '../src/testing/start-in-memory-api.ts';

interface Embedding {
  readonly __typename: string;
  readonly itemId: string;
  readonly layout: string;
  readonly dimension: number;
  readonly values: readonly number[];
  readonly blocks: readonly { modality: string; offset: number; dimension: number; imputed: boolean }[];
  readonly reduction: {
    varianceShare: number;
    neighbourRecallAt10: number;
    learnedOn: number;
    comparedWith: number;
  } | null;
}

const QUERY = `query ($itemId: ID!, $dimensions: Int) { fusedEmbedding(itemId: $itemId, dimensions: $dimensions) {
  __typename
  ... on Problem { message }
  ... on FusedEmbedding { itemId layout dimension values blocks { modality offset dimension imputed }
    reduction { varianceShare neighbourRecallAt10 learnedOn comparedWith scales { modality effectiveWeight } } } } }`;
const UPSERT = 'mutation ($items: [ItemInput!]!) { upsertItems(items: $items) { __typename } }';

let api: InMemoryApi;
beforeAll(async () => {
  api = await startInMemoryApi();
});
afterAll(() => api.close());

const embedding = async (itemId: string, dimensions?: number): Promise<Embedding> =>
  (await api.client.data<{ fusedEmbedding: Embedding }>(QUERY, { itemId, dimensions })).fusedEmbedding;
const dotOf = (left: readonly number[], right: readonly number[]) =>
  left.reduce((sum, value, index) => sum + value * right[index]!, 0);

test('an empty catalog has no item, so none has an embedding', async () => {
  expect(await embedding('x')).toMatchObject({
    __typename: 'ItemNotFound',
    message: expect.stringContaining("'x'") as string,
  });
});

test('the whole embedding: unit blocks where they are said to be, and which of them were filled in', async () => {
  const bare = { id: 'bare', title: 'A thing without a photo, a price or a brand' };
  await api.client.data(UPSERT, { items: [...sampleItems(60), bare] });
  const { dimension, values, blocks, reduction } = await embedding('item-000');
  expect(reduction).toBeNull();
  expect(values).toHaveLength(dimension);
  expect(blocks.map(({ modality }) => modality)).toEqual(['image', 'text', 'price', 'brand', 'section']);
  expect(blocks.at(-1)!.offset + blocks.at(-1)!.dimension).toBe(dimension);
  for (const block of blocks) {
    const own = values.slice(block.offset, block.offset + block.dimension);
    expect(dotOf(own, own)).toBeCloseTo(1, 5);
    expect(block.imputed).toBe(false);
  }
  const filled = (await embedding('bare')).blocks.filter(({ imputed }) => imputed).map(({ modality }) => modality);
  expect(filled).toEqual(['image', 'price', 'brand', 'section']);
});

test('its dot products are the similarities of similarItems', async () => {
  const [left, right] = [await embedding('item-000'), await embedding('item-001')];
  const { similarItems } = await api.client.data<{
    similarItems: { edges: { node: { id: string }; contributions: { modality: string; similarity: number }[] }[] };
  }>(
    '{ similarItems(itemId: "item-000", first: 100) { ... on SimilarItemConnection { edges { node { id } contributions { modality similarity } } } } }',
  );
  const contributions = similarItems.edges.find(({ node }) => node.id === 'item-001')!.contributions;
  for (const { modality, offset, dimension } of left.blocks) {
    const own = ({ values }: Embedding) => values.slice(offset, offset + dimension);
    const { similarity } = contributions.find((part) => part.modality === modality)!;
    expect(dotOf(own(left), own(right))).toBeCloseTo(similarity, 5);
  }
});

test('fewer dimensions, with what they keep; the same for all who ask', async () => {
  const reduced = await embedding('item-000', 12);
  expect(reduced.values).toHaveLength(12);
  expect(reduced.reduction).toMatchObject({ learnedOn: 61, comparedWith: 61 });
  expect(reduced.reduction?.varianceShare).toBeGreaterThan(0.3);
  expect(reduced.reduction?.neighbourRecallAt10).toBeGreaterThan(0.3);
  const more = await embedding('item-000', 20);
  expect(more.values.slice(0, 12)).toEqual(reduced.values);
  expect(more.reduction?.varianceShare).toBeGreaterThan(reduced.reduction!.varianceShare);
  expect(await embedding('item-000', 12)).toEqual(reduced);
  const { dimension } = await embedding('item-000');
  expect((await embedding('item-000', dimension)).reduction).toBeNull();
});

test.each([0, -3, 100_000])('%i dimensions are refused', async (dimensions) => {
  const { errors } = await api.client.send(QUERY, { itemId: 'item-000', dimensions });
  expect(errors?.[0]).toMatchObject({
    message: expect.stringContaining('Ask for 1 to') as string,
    extensions: { code: 'BAD_USER_INPUT', argument: 'dimensions' },
  });
});

test('an unknown item is an outcome, a blank id bad input', async () => {
  expect(await embedding('nobody', 3)).toMatchObject({ __typename: 'ItemNotFound' });
  const { errors } = await api.client.send(QUERY, { itemId: ' ' });
  expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
});
