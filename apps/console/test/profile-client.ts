/** Asks the API, past the console; throws what it refuses. */
export type Ask = <Data>(query: string, variables: unknown) => Promise<Data>;

export interface ProfileClient {
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

/** What tests do to profiles as if someone else did. */
export function createProfileClient(ask: Ask): ProfileClient {
  return {
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
