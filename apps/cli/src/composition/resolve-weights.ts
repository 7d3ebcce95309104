import { ProfileNotFoundError, type FusionProfileRepository, type Weights } from '@kindred/catalog';
import { UsageError } from '../errors.ts';
import { parseWeightsOption } from '../parse-weights-option.ts';

const DEFAULT_PROFILE = 'default';

export interface WeightsOptions {
  readonly weights?: string;
  readonly profile?: string;
}

/**
 * Weights as given, or those of a published profile; without either those of the profile `default`, else equal ones: as the
 * API does. @throws UsageError for both at once, ProfileNotFoundError
 */
export async function resolveWeights(
  options: WeightsOptions,
  {
    profiles,
    catalog,
    modalities,
  }: { profiles: FusionProfileRepository; catalog: string; modalities: readonly string[] },
): Promise<Weights> {
  if (options.weights !== undefined) return parseWeightsOption(options.weights);
  const name = options.profile ?? DEFAULT_PROFILE;
  const found = await profiles.find(catalog, name);
  const published = found?.versions.find(({ status }) => status === 'published');
  if (published !== undefined) return published.weights;
  if (options.profile === undefined) return Object.fromEntries(modalities.map((modality) => [modality, 1]));
  if (found === undefined) throw new ProfileNotFoundError(catalog, name);
  throw new UsageError(`No version of fusion profile '${name}' is published. Publish one first.`);
}
