import { sampleItems } from '../src/testing/sample-items.ts';
import { type InMemoryApi, startInMemoryApi } from '../src/testing/start-in-memory-api.ts';

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
export interface Page {
  readonly edges: Edge[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly weights: { modality: string; weight: number; effectiveWeight: number; note: string | null }[];
}

const FIELDS = `__typename ... on SimilarItemConnection {
  edges { cursor score node { id title brand section price { amount } } contributions { modality weight effectiveWeight similarity contribution imputed } }
  pageInfo { hasNextPage endCursor } weights { modality weight effectiveWeight note }
}`;
export const QUERY = `query ($itemId: ID, $text: String, $photo: PhotoInput, $mixture: [MixturePartInput!], $weights: Weights, $profile: String, $filter: ItemFilterInput, $first: Int! = 10, $after: String) {
  similarItems(itemId: $itemId, text: $text, photo: $photo, mixture: $mixture, weights: $weights, profile: $profile, filter: $filter, first: $first, after: $after) { ${FIELDS} }
}`;

export const idsOf = (page: Page): string[] => page.edges.map(({ node }) => node.id);

/** Sixty sample items in memory. */
export async function startSampleShop(options?: Parameters<typeof startInMemoryApi>[0]): Promise<InMemoryApi> {
  const api = await startInMemoryApi(options);
  await api.client.data('mutation ($items: [ItemInput!]!) { upsertItems(items: $items) { __typename } }', {
    items: sampleItems(60),
  });
  return api;
}

/** The page of `similarItems` with these arguments. */
export async function similar({ client }: Pick<InMemoryApi, 'client'>, variables: object): Promise<Page> {
  return (await client.data<{ similarItems: Page }>(QUERY, { ...variables })).similarItems;
}
