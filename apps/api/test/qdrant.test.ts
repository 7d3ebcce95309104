import { randomUUID } from 'node:crypto';
import { parseQdrantUrl, QdrantVectorStore } from '@kindred/vector-store-qdrant';
import { describe, expect, test } from 'vitest';
import { startTestApi } from '../src/testing/start-test-api.ts';

const server = process.env['QDRANT_URL'];
const SEARCH = `{ similarItems(itemId: "item-000", weights: {text: 1, price: 1, image: 1}, first: 5) {
  ... on SimilarItemConnection { edges { score node { id } contributions { contribution } } }
} }`;

interface Answer {
  readonly similarItems: { readonly edges: readonly { readonly node: { readonly id: string } }[] };
}

describe.skipIf(server === undefined)('over a Qdrant server (set QDRANT_URL=qdrant://localhost:6333)', () => {
  test('the API gives the answers that it gives over the embedded store, and deletes are seen at once', async () => {
    const url = `${server ?? ''}${server?.includes('?') === true ? '&' : '?'}prefix=test-${randomUUID().slice(0, 13)}`;
    const api = await startTestApi({ items: 60, environment: { VECTOR_STORE_URL: url } });
    const embedded = await startTestApi({ items: 60 });
    try {
      const answer = await api.client.data<Answer>(SEARCH);
      expect(answer).toEqual(await embedded.client.data(SEARCH));
      expect((await fetch(new URL('/ready', api.url))).status).toBe(200);
      const first = answer.similarItems.edges[0]?.node.id;
      await api.client.data('mutation ($ids: [ID!]!) { deleteItems(ids: $ids) { __typename } }', { ids: [first] });
      expect(JSON.stringify(await api.client.data(SEARCH))).not.toContain(`"${first ?? ''}"`);
    } finally {
      await api.close();
      await embedded.close();
      await dropCollections(url);
    }
  });
});

async function dropCollections(url: string): Promise<void> {
  const parsed = parseQdrantUrl(url);
  if (!('settings' in parsed)) throw new Error(parsed.problems.join('; '));
  const store = await QdrantVectorStore.open(parsed.settings);
  for (const { name } of await store.listCollections()) await store.dropCollection(name);
  await store.close();
}
