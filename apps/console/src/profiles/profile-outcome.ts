import type { ProfileFragment } from '../generated/graphql.ts';

export type ProfileOutcome =
  { readonly ok: true; readonly profile: ProfileFragment } | { readonly ok: false; readonly message: string };

type ProfileResult =
  | ({ readonly __typename: 'FusionProfile' } & ProfileFragment)
  | { readonly __typename: 'ProfilePublished'; readonly profile: ProfileFragment }
  | {
      readonly __typename:
        | 'InvalidWeights'
        | 'ProfileNotFound'
        | 'ProfileVersionNotFound'
        | 'NoEarlierVersion'
        | 'ProfileConflict'
        | 'GoldenQueriesBroken';
      readonly message: string;
      readonly problems?: readonly { readonly field: string; readonly problem: string }[];
    };

/** The union of a profile mutation as either the profile or one message: the problem, then each field's own. */
export function readProfileOutcome(result: ProfileResult): ProfileOutcome {
  if (result.__typename === 'FusionProfile') return { ok: true, profile: result };
  if (result.__typename === 'ProfilePublished') return { ok: true, profile: result.profile };
  const details = (result.problems ?? []).map(({ field, problem }) => `${field}: ${problem}`);
  return { ok: false, message: [result.message, ...details].join(' ') };
}

/** What saving under this name will do, in words. */
export function describeSaving(name: string, profiles: readonly ProfileFragment[]): string {
  const trimmed = name.trim();
  if (trimmed === '') return 'Give the profile a name, for example “summer-shoes”.';
  const existing = profiles.find((profile) => profile.name === trimmed);
  if (existing === undefined) return `“${trimmed}” is a new profile; this becomes its version 1, a draft.`;
  return `“${trimmed}” exists already; this becomes its version ${newestVersion(existing) + 1}, a draft. Earlier versions stay as they are.`;
}

export function newestVersion(profile: ProfileFragment): number {
  return Math.max(0, ...profile.versions.map(({ version }) => version));
}
