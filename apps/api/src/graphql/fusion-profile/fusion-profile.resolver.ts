import {
  NoEarlierVersionError,
  ProfileNotFoundError,
  ProfileVersionNotFoundError,
  type Weights,
} from '@kindred/catalog';
import { InvalidWeightsError, parseWeights } from '@kindred/fusion';
import { Arg, Authorized, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { Permission } from '../../auth/permissions.ts';
import { checkName, checkText } from '../bad-user-input.ts';
import type { GraphqlContext } from '../context.ts';
import { InvalidWeights, NoEarlierVersion, ProfileNotFound, ProfileVersionNotFound } from '../problem/problem.type.ts';
import { WeightsScalar } from '../scalars/weights.scalar.ts';
import {
  FusionProfileType,
  PublishProfileResult,
  RollBackProfileResult,
  SaveProfileResult,
} from './fusion-profile.type.ts';
import { presentProfile } from './present-profile.ts';

/** Weights before the first item are checked against these; later against the layout. */
const USUAL_MODALITIES = ['image', 'text', 'price', 'brand', 'section'];

@Resolver()
export class FusionProfileResolver {
  @Authorized<Permission>('read')
  @Query(() => [FusionProfileType], { description: 'All fusion profiles of the catalog, by name.' })
  async fusionProfiles(@Ctx() { application, catalog }: GraphqlContext): Promise<FusionProfileType[]> {
    return (await application.profiles.list(catalog)).map(presentProfile);
  }

  @Authorized<Permission>('read')
  @Query(() => FusionProfileType, {
    nullable: true,
    description: 'The fusion profile of that name; null where there is none.',
  })
  async fusionProfile(
    @Arg('name', () => String, { description: 'Its name.' }) name: string,
    @Ctx() { application, catalog }: GraphqlContext,
  ): Promise<FusionProfileType | null> {
    checkName('name', name);
    const profile = await application.profiles.find(catalog, name);
    return profile === undefined ? null : presentProfile(profile);
  }

  @Authorized<Permission>('editProfiles')
  @Mutation(() => SaveProfileResult, { description: 'Adds a draft version; versions never change.' })
  async saveFusionProfileDraft(
    @Arg('name', () => String, { description: 'Name of the profile; it is made where it is new.' }) name: string,
    @Arg('weights', () => WeightsScalar, { description: 'The weights of the new version.' }) weights: Weights,
    @Arg('author', () => String, { nullable: true, description: 'Who saves it.' }) author: string | null,
    @Arg('reason', () => String, { nullable: true, description: 'Why it is saved.' }) reason: string | null,
    @Ctx() { application, catalog }: GraphqlContext,
  ): Promise<typeof SaveProfileResult> {
    checkName('name', name);
    if (author) checkName('author', author);
    if (reason) checkText('reason', reason, 2000);
    const active = await application.layouts.findActive(catalog);
    const modalities = active?.stored.layout.blocks.map(({ modality }) => modality) ?? USUAL_MODALITIES;
    try {
      const draft = {
        name,
        weights: parseWeights(weights, modalities),
        ...(author ? { author } : {}),
        ...(reason ? { reason } : {}),
      };
      return presentProfile(await application.profiles.saveDraft(catalog, draft));
    } catch (error) {
      if (!(error instanceof InvalidWeightsError)) throw error;
      return new InvalidWeights(
        error.message,
        error.problems.map(({ modality, problem }) => ({ field: modality, problem })),
      );
    }
  }

  @Authorized<Permission>('editProfiles')
  @Mutation(() => PublishProfileResult, {
    description: 'Makes a version the one that queries by name use; the one published before is retired.',
  })
  async publishFusionProfile(
    @Arg('name', () => String, { description: 'Name of the profile.' }) name: string,
    @Arg('version', () => Int, { description: 'The version to publish.' }) version: number,
    @Ctx() { application, catalog }: GraphqlContext,
  ): Promise<typeof PublishProfileResult> {
    checkName('name', name);
    try {
      return presentProfile(await application.profiles.publish(catalog, name, version));
    } catch (error) {
      if (error instanceof ProfileVersionNotFoundError) return new ProfileVersionNotFound(name, version);
      if (error instanceof ProfileNotFoundError) return new ProfileNotFound(error.message, name);
      throw error;
    }
  }

  @Authorized<Permission>('editProfiles')
  @Mutation(() => RollBackProfileResult, {
    description: 'Publishes again the version that was published before the present one.',
  })
  async rollBackFusionProfile(
    @Arg('name', () => String, { description: 'Name of the profile.' }) name: string,
    @Ctx() { application, catalog }: GraphqlContext,
  ): Promise<typeof RollBackProfileResult> {
    checkName('name', name);
    try {
      return presentProfile(await application.profiles.rollBack(catalog, name));
    } catch (error) {
      if (error instanceof NoEarlierVersionError) return new NoEarlierVersion(name);
      if (error instanceof ProfileNotFoundError) return new ProfileNotFound(error.message, name);
      throw error;
    }
  }
}
