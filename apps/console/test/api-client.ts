import { readFile } from 'node:fs/promises';
import { PHOTO_FOLDER, type SampleProduct } from './sample-products.ts';

export interface SimilarArguments {
  readonly itemId: string;
  readonly first: number;
  readonly weights?: Record<string, number>;
  readonly filter?: { readonly section: string[] };
}

export interface ApiClient {
  /** What the API itself returns, asked past the console. */
  similarIds(args: SimilarArguments): Promise<string[]>;
  importItems(products: readonly SampleProduct[]): Promise<void>;
  firstItemWithPhoto(): string;
  /** The file that the item was imported with. */
  photoOf(itemId: string): Promise<Buffer>;
  publishedWeights(profile: string): Promise<Record<string, number> | undefined>;
  /** Saves a version and publishes it. */
  publishProfile(name: string, weights: Record<string, number>): Promise<void>;
  saveGoldenQuery(query: GoldenQueryArguments): Promise<void>;
  previewOf(profile: string, version: number): Promise<PreviewFigures>;
}

export interface GoldenQueryArguments {
  readonly name: string;
  readonly itemId: string;
  readonly expectedItemIds: readonly string[];
  readonly limit: number;
  readonly profile: string;
}

export interface PreviewFigures {
  readonly changedShare: number;
  readonly rankOverlap: number;
  readonly newItems: { readonly total: number };
  readonly lostItems: { readonly total: number };
}

export function createApiClient(url: string, products: readonly SampleProduct[]): ApiClient {
  const ask = async <Data>(query: string, variables: unknown): Promise<Data> => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
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
    async publishProfile(name, weights) {
      const save =
        'mutation ($name: String!, $weights: Weights!) { saveFusionProfileDraft(name: $name, weights: $weights) { ... on FusionProfile { versions { version } } } }';
      const { saveFusionProfileDraft: saved } = await ask<{
        saveFusionProfileDraft: { versions: { version: number }[] };
      }>(save, { name, weights });
      const publish =
        'mutation ($name: String!, $version: Int!) { publishFusionProfile(name: $name, version: $version) { __typename } }';
      await ask(publish, { name, version: saved.versions[0]?.version });
    },
    async saveGoldenQuery(query) {
      await ask(
        'mutation ($query: GoldenQueryInput!) { saveGoldenQuery(query: $query) { ... on GoldenQuery { name } } }',
        {
          query,
        },
      );
    },
    async previewOf(profile, version) {
      const query = `query ($profile: String!, $version: Int!) { previewProfile(profile: $profile, version: $version) {
        ... on ProfilePreview { changedShare rankOverlap newItems { total } lostItems { total } }
      } }`;
      return (await ask<{ previewProfile: PreviewFigures }>(query, { profile, version })).previewProfile;
    },
  };
}
