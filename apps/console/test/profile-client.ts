/** Asks the API, past the console; throws what it refuses. */
export type Ask = <Data>(query: string, variables: unknown) => Promise<Data>;

export interface ProfileClient {
  /** Saves a version; its number. */
  saveDraft(name: string, weights: Record<string, number>): Promise<number>;
  /** Saves a version and publishes it. */
  publishProfile(name: string, weights: Record<string, number>): Promise<void>;
  saveGoldenQuery(query: GoldenQueryArguments): Promise<void>;
  /** All of the catalog, as they were saved. */
  goldenQueries(): Promise<readonly GoldenQueryFigures[]>;
  deleteGoldenQuery(name: string): Promise<void>;
  scheduleProfile(schedule: ScheduleArguments): Promise<void>;
  /** What is and was scheduled of a profile, earliest first. */
  schedulesOf(profile: string): Promise<readonly ScheduleFigures[]>;
  previewOf(profile: string, version: number): Promise<PreviewFigures>;
}

export interface GoldenQueryArguments {
  readonly name: string;
  readonly itemId: string;
  readonly expectedItemIds: readonly string[];
  readonly limit: number;
  /** Left out: all. */
  readonly profile?: string;
}

export interface GoldenQueryFigures {
  readonly name: string;
  readonly itemId: string | null;
  readonly text: string | null;
  readonly expectedItemIds: readonly string[];
  readonly limit: number;
  readonly profile: string | null;
}

export interface ScheduleArguments {
  readonly name: string;
  readonly version: number;
  readonly publishAt: Date;
  readonly refuseIfBroken: boolean;
}

export interface ScheduleFigures {
  readonly version: number;
  readonly publishAt: string;
  readonly status: string;
  readonly refuseIfBroken: boolean;
  readonly reason: string | null;
}

export interface PreviewFigures {
  readonly changedShare: number;
  readonly rankOverlap: number;
  readonly newItems: { readonly total: number };
  readonly lostItems: { readonly total: number };
}

/** What tests do to profiles as if someone else did. */
export function createProfileClient(ask: Ask): ProfileClient {
  const saveDraft = async (name: string, weights: Record<string, number>): Promise<number> => {
    const save =
      'mutation ($name: String!, $weights: Weights!) { saveFusionProfileDraft(name: $name, weights: $weights) { ... on FusionProfile { versions { version } } } }';
    const { saveFusionProfileDraft: saved } = await ask<{
      saveFusionProfileDraft: { versions: { version: number }[] };
    }>(save, { name, weights });
    return saved.versions[0]?.version ?? 0;
  };
  return {
    saveDraft,
    async publishProfile(name, weights) {
      const version = await saveDraft(name, weights);
      const publish =
        'mutation ($name: String!, $version: Int!) { publishFusionProfile(name: $name, version: $version) { __typename } }';
      await ask(publish, { name, version });
    },
    async saveGoldenQuery(query) {
      await ask(
        'mutation ($query: GoldenQueryInput!) { saveGoldenQuery(query: $query) { ... on GoldenQuery { name } } }',
        {
          query,
        },
      );
    },
    async goldenQueries() {
      const query = '{ goldenQueries { name itemId text expectedItemIds limit profile } }';
      return (await ask<{ goldenQueries: GoldenQueryFigures[] }>(query, {})).goldenQueries;
    },
    async deleteGoldenQuery(name) {
      await ask('mutation ($name: String!) { deleteGoldenQuery(name: $name) { __typename } }', { name });
    },
    async scheduleProfile(schedule) {
      await ask(
        'mutation ($name: String!, $version: Int!, $publishAt: DateTime!, $refuseIfBroken: Boolean!) { scheduleFusionProfile(name: $name, version: $version, publishAt: $publishAt, refuseIfBroken: $refuseIfBroken) { __typename } }',
        schedule,
      );
    },
    async schedulesOf(profile) {
      const query =
        'query ($profile: String!) { scheduledPublications(profile: $profile, includeFinished: true) { version publishAt status refuseIfBroken reason } }';
      return (await ask<{ scheduledPublications: ScheduleFigures[] }>(query, { profile })).scheduledPublications;
    },
    async previewOf(profile, version) {
      const query = `query ($profile: String!, $version: Int!) { previewProfile(profile: $profile, version: $version) {
        ... on ProfilePreview { changedShare rankOverlap newItems { total } lostItems { total } }
      } }`;
      return (await ask<{ previewProfile: PreviewFigures }>(query, { profile, version })).previewProfile;
    },
  };
}
