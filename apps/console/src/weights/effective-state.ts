import type { ProfileFragment } from '../generated/graphql.ts';
import type { ConsoleState, WeightMap } from '../state/console-state.ts';
import { completeWeights, equalWeights, givenWeights, haveSameShares } from './weight-math.ts';

/** The profile that the API uses when it is told neither weights nor a profile. */
export const DEFAULT_PROFILE = 'default';

export interface WeightState {
  /** A weight for every modality, as the sliders show it. */
  readonly current: WeightMap;
  /** What "Reset" goes back to. */
  readonly base: WeightMap;
  /** Name of the published profile that `base` is; null where it is equal weights. */
  readonly baseProfile: string | null;
  readonly changed: boolean;
  /** What is sent: weights set by hand, or else the name of the profile, or nothing. */
  readonly variables: { readonly weights?: Record<string, number>; readonly profile?: string };
}

export function resolveWeights(
  state: Pick<ConsoleState, 'weights' | 'profile'>,
  modalities: readonly { readonly name: string }[],
  profiles: readonly ProfileFragment[],
): WeightState {
  const names = modalities.map(({ name }) => name);
  const baseName = state.profile ?? DEFAULT_PROFILE;
  const published = findPublishedWeights(profiles, baseName);
  const base = published === undefined ? equalWeights(names) : completeWeights(published, names);
  const current = state.weights === null ? base : completeWeights(state.weights, names);
  return {
    current,
    base,
    baseProfile: published === undefined ? null : baseName,
    changed: state.weights !== null && !haveSameShares(current, base),
    variables: buildVariables(state, current),
  };
}

export function findPublishedWeights(profiles: readonly ProfileFragment[], name: string): WeightMap | undefined {
  const profile = profiles.find((candidate) => candidate.name === name);
  return profile?.versions.find(({ version }) => version === profile.published?.version)?.weights;
}

function buildVariables(
  state: Pick<ConsoleState, 'weights' | 'profile'>,
  current: WeightMap,
): WeightState['variables'] {
  if (state.weights !== null) return { weights: givenWeights(current) };
  return state.profile === null ? {} : { profile: state.profile };
}
