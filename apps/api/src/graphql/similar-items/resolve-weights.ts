import type { Weights } from '@kindred/catalog';
import { badUserInput, checkName } from '../bad-user-input.ts';
import type { GraphqlContext } from '../context.ts';
import { ProfileNotFound } from '../problem/problem.type.ts';

const DEFAULT_PROFILE = 'default';

export interface WeightsArgs {
  readonly weights?: Weights | null;
  readonly profile?: string | null;
}

/**
 * Weights as given, or those of a published profile; without either those of the profile `default`, else equal ones for
 * `modalities`. @throws GraphQLError BAD_USER_INPUT for both at once
 */
export async function resolveWeights(
  { application, catalog }: GraphqlContext,
  { weights, profile }: WeightsArgs,
  modalities: readonly string[],
): Promise<Weights | ProfileNotFound> {
  const hasProfile = profile !== null && profile !== undefined;
  if (weights && hasProfile) throw badUserInput('weights', 'weights and profile are given both; give one of them.');
  if (weights) return weights;
  if (hasProfile) checkName('profile', profile);
  const found = await application.profiles.find(catalog, profile ?? DEFAULT_PROFILE);
  const published = found?.versions.find(({ status }) => status === 'published');
  if (published !== undefined) return published.weights;
  if (!hasProfile) return Object.fromEntries(modalities.map((modality) => [modality, 1]));
  return new ProfileNotFound(
    found === undefined
      ? `There is no fusion profile '${profile}'. fusionProfiles lists them.`
      : `No version of fusion profile '${profile}' is published. Publish one with publishFusionProfile.`,
    profile,
  );
}
