import { publishedVersion, type FusionProfileRepository, type Weights } from '@kindred/catalog';

/** The profile of queries that name none. */
const DEFAULT_PROFILE = 'default';

/** What queries use at present. */
export interface LiveWeights {
  readonly weights: Weights;
  /** Whose published version they are; absent: all modalities weigh the same. */
  readonly profile?: string;
  readonly version?: number;
}

/**
 * The published version of the profile; where it has none, what queries without a profile use: the published version of the
 * profile `default`, else equal weights.
 */
export async function findLiveWeights(
  profiles: Pick<FusionProfileRepository, 'find'>,
  {
    catalog,
    name,
    modalities,
  }: { readonly catalog: string; readonly name?: string; readonly modalities: readonly string[] },
): Promise<LiveWeights> {
  for (const candidate of new Set([name ?? DEFAULT_PROFILE, DEFAULT_PROFILE])) {
    const profile = await profiles.find(catalog, candidate);
    const published = profile === undefined ? undefined : publishedVersion(profile);
    if (published !== undefined) return { weights: published.weights, profile: candidate, version: published.version };
  }
  return { weights: Object.fromEntries(modalities.map((modality) => [modality, 1])) };
}
