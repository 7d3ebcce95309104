import { createHash } from 'node:crypto';

export interface SimilarArguments {
  readonly itemId: string;
  readonly first: number;
  readonly weights?: Record<string, number>;
  readonly filter?: { readonly section: string[] };
}

export interface ApiClient {
  /** What the API itself returns, asked past the console. */
  similarIds(args: SimilarArguments): Promise<string[]>;
  firstItemWithPhoto(): Promise<string>;
  photoOf(itemId: string): Promise<Buffer>;
  /** SHA-256 of the main photo: several items may share one. */
  digestOfPhoto(itemId: string): Promise<string>;
  publishedWeights(profile: string): Promise<Record<string, number> | undefined>;
}

interface Photographed {
  readonly id: string;
  readonly images: readonly { readonly url: string }[];
}

export function createApiClient(url: string): ApiClient {
  const ask = async <Data>(query: string, variables: unknown): Promise<Data> => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(20_000),
    });
    const answer = (await response.json()) as { data?: Data; errors?: unknown };
    if (answer.errors !== undefined || answer.data === undefined)
      throw new Error(`The API refused a test's query: ${JSON.stringify(answer.errors)}`);
    return answer.data;
  };
  const photoOf = async (id: string): Promise<Buffer> => {
    const { item } = await ask<{ item: Photographed }>(
      'query ($id: ID!) { item(id: $id) { id images { url(width: 1024) } } }',
      { id },
    );
    const response = await fetch(new URL(item.images[0]?.url ?? '', url), { signal: AbortSignal.timeout(20_000) });
    return Buffer.from(await response.arrayBuffer());
  };

  return {
    async similarIds(args) {
      const query = `query ($itemId: ID!, $weights: Weights, $filter: ItemFilterInput, $first: Int!) {
        similarItems(itemId: $itemId, weights: $weights, filter: $filter, first: $first) {
          ... on SimilarItemConnection { edges { node { id } } }
        }
      }`;
      const data = await ask<{ similarItems: { edges: { node: { id: string } }[] } }>(query, args);
      return data.similarItems.edges.map(({ node }) => node.id);
    },
    async firstItemWithPhoto() {
      const data = await ask<{ items: { edges: { node: Photographed }[] } }>(
        '{ items(first: 50) { edges { node { id images { url } } } } }',
        {},
      );
      const found = data.items.edges.find(({ node }) => node.images.length > 0);
      if (found === undefined) throw new Error('No item of the test catalogue has a photo.');
      return found.node.id;
    },
    photoOf,
    digestOfPhoto: async (id) =>
      createHash('sha256')
        .update(await photoOf(id))
        .digest('hex'),
    async publishedWeights(name) {
      const query = 'query ($name: String!) { fusionProfile(name: $name) { published { weights } } }';
      const data = await ask<{ fusionProfile: { published: { weights: Record<string, number> } | null } | null }>(
        query,
        { name },
      );
      return data.fusionProfile?.published?.weights;
    },
  };
}
