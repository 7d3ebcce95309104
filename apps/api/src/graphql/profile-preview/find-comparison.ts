import { ProfileNotFoundError, type Weights } from '@kindred/catalog';
import { parseWeights } from '@kindred/fusion';
import { findLiveWeights } from '@kindred/profile-publishing';
import { badUserInput, checkName } from '../bad-user-input.ts';
import type { GraphqlContext } from '../context.ts';
import { invalidWeights } from '../fusion-profile/publishing-outcome.ts';
import { type InvalidWeights, ProfileNotFound, ProfileVersionNotFound } from '../problem/problem.type.ts';
import type { ComparedProfileArgs } from './compared-profile.input.ts';
import { LiveWeightsType } from './live-weights.type.ts';
import { NothingToCompare } from './nothing-to-compare.type.ts';

/** What is compared with what. */
export interface Comparison {
  readonly live: LiveWeightsType;
  readonly draft: Weights;
}

/** @throws GraphQLError BAD_USER_INPUT unless exactly one of version and weights is given */
export async function findComparison(
  context: GraphqlContext,
  args: ComparedProfileArgs,
): Promise<Comparison | InvalidWeights | ProfileNotFound | ProfileVersionNotFound | NothingToCompare> {
  const { application, catalog } = context;
  if (typeof args.profile === 'string') checkName('profile', args.profile);
  const draft = await findDraft(context, args);
  if (draft instanceof ProfileNotFound || draft instanceof ProfileVersionNotFound) return draft;
  const active = await application.layouts.findActive(catalog);
  if (active === undefined) return new NothingToCompare(catalog);
  const modalities = active.stored.layout.blocks.map(({ modality }) => modality);
  try {
    const live = await findLiveWeights(application.profiles, {
      catalog,
      modalities,
      ...(typeof args.profile === 'string' ? { name: args.profile } : {}),
    });
    return { live: new LiveWeightsType(live), draft: parseWeights(draft, modalities) };
  } catch (error) {
    return invalidWeights(error);
  }
}

async function findDraft(
  { application, catalog }: GraphqlContext,
  { profile: name, version, weights }: ComparedProfileArgs,
): Promise<Weights | ProfileNotFound | ProfileVersionNotFound> {
  const hasVersion = typeof version === 'number';
  if (hasVersion === Boolean(weights))
    throw badUserInput(
      'version, weights',
      `Give exactly one of version and weights; ${hasVersion ? 'both' : 'none'} given.`,
    );
  if (weights) return weights;
  if (typeof name !== 'string')
    throw badUserInput('profile', 'version is given without profile; say of which profile.');
  const profile = await application.profiles.find(catalog, name);
  if (profile === undefined) return new ProfileNotFound(new ProfileNotFoundError(catalog, name).message, name);
  const found = profile.versions.find((entry) => entry.version === version);
  return found?.weights ?? new ProfileVersionNotFound(name, version ?? 0);
}
