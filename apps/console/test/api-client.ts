import { readFile } from 'node:fs/promises';
import { createProfileClient, type Ask, type ProfileClient } from './profile-client.ts';
import { PHOTO_FOLDER, type SampleProduct } from './sample-products.ts';

export interface SimilarArguments {
  readonly itemId: string;
  readonly first: number;
  readonly weights?: Record<string, number>;
  readonly filter?: { readonly section: string[] };
}

export interface ApiClient extends ProfileClient {
  /** What the API itself returns, asked past the console. */
  similarIds(args: SimilarArguments): Promise<string[]>;
  importItems(products: readonly SampleProduct[]): Promise<void>;
  firstItemWithPhoto(): string;
  /** The file that the item was imported with. */
  photoOf(itemId: string): Promise<Buffer>;
  publishedWeights(profile: string): Promise<Record<string, number> | undefined>;
}

export function createApiClient(url: string, products: readonly SampleProduct[], apiKey?: string): ApiClient {
  const ask: Ask = async <Data>(query: string, variables: unknown): Promise<Data> => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
      },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(60_000),
    });
    const answer = (await response.json()) as { data?: Data; errors?: unknown };
    if (answer.errors !== undefined || answer.data === undefined)
      throw new Error(`The API refused a test's query: ${JSON.stringify(answer.errors)}`);
    return answer.data;
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
    async importItems(given) {
      const query =
        'mutation ($items: [ItemInput!]!) { upsertItems(items: $items) { ... on ItemRejected { problems { field problem } } ... on ItemUpserted { warnings } } }';
      const items = given.map(({ photo, ...item }) => ({
        ...item,
        images: photo === null ? [] : [new URL(photo, PHOTO_FOLDER).href],
      }));
      const { upsertItems } = await ask<{ upsertItems: { problems?: unknown[]; warnings?: unknown[] }[] }>(query, {
        items,
      });
      const trouble = upsertItems.flatMap(({ problems, warnings }) => problems ?? warnings ?? []);
      if (trouble.length > 0)
        throw new Error(`The sample products were not taken as they are: ${JSON.stringify(trouble)}`);
    },
    firstItemWithPhoto: () => products.find(({ photo }) => photo !== null)?.id ?? '',
    photoOf: (id) => readFile(new URL(products.find((product) => product.id === id)?.photo ?? '', PHOTO_FOLDER)),
    async publishedWeights(name) {
      const query = 'query ($name: String!) { fusionProfile(name: $name) { published { weights } } }';
      const data = await ask<{ fusionProfile: { published: { weights: Record<string, number> } | null } | null }>(
        query,
        { name },
      );
      return data.fusionProfile?.published?.weights;
    },
    ...createProfileClient(ask),
  };
}
