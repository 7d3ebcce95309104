import type { Weights } from '@kindred/catalog';
import { parseWeights } from '@kindred/fusion';
import { Arg, Args, Authorized, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { Permission } from '../../auth/permissions.ts';
import { checkName } from '../bad-user-input.ts';
import type { GraphqlContext } from '../context.ts';
import { presentGoldenOutcome } from '../golden-query/present-golden-outcome.ts';
import { WeightsScalar } from '../scalars/weights.scalar.ts';
import { ChangeArgs } from './change.input.ts';
import { findModalities } from './find-modalities.ts';
import {
  ProfilePublished,
  PublishProfileResult,
  RollBackProfileResult,
  SaveProfileResult,
} from './fusion-profile-outcomes.type.ts';
import { FusionProfileType } from './fusion-profile.type.ts';
import { presentProfile } from './present-profile.ts';
import { publishingOutcome, rollBackOutcome, savingOutcome } from './publishing-outcome.ts';
import { toProfileChange } from './to-profile-change.ts';

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
    @Arg('baseVersion', () => Int, {
      nullable: true,
      description:
        'The newest version when the draft was begun, 0 for a new profile: if there is another by now, nothing is saved. Null: not compared.',
    })
    baseVersion: number | null,
    @Args(() => ChangeArgs) change: ChangeArgs,
    @Ctx() context: GraphqlContext,
  ): Promise<typeof SaveProfileResult> {
    checkName('name', name);
    const made = toProfileChange(context.principal, change);
    try {
      const draft = {
        name,
        weights: parseWeights(weights, await findModalities(context)),
        ...(typeof baseVersion === 'number' ? { baseVersion } : {}),
        ...made,
      };
      return presentProfile(await context.application.profiles.saveDraft(context.catalog, draft));
    } catch (error) {
      return savingOutcome(error);
    }
  }

  @Authorized<Permission>('editProfiles')
  @Mutation(() => PublishProfileResult, {
    description:
      'Makes a version the one that queries by name use; the one published before is retired. Says which golden queries break by it.',
  })
  async publishFusionProfile(
    @Arg('name', () => String, { description: 'Name of the profile.' }) name: string,
    @Arg('version', () => Int, { description: 'The version to publish.' }) version: number,
    @Arg('expectedPublished', () => Int, {
      nullable: true,
      description: 'The version that is published as far as the caller knows, 0 for none. Null: not compared.',
    })
    expectedPublished: number | null,
    @Arg('refuseIfBroken', () => Boolean, {
      defaultValue: false,
      description: 'Publish nothing if a golden query that passes now would fail, or if they can not be tried.',
    })
    refuseIfBroken: boolean,
    @Args(() => ChangeArgs) change: ChangeArgs,
    @Ctx() { application, catalog, principal, signal }: GraphqlContext,
  ): Promise<typeof PublishProfileResult> {
    checkName('name', name);
    const expected = typeof expectedPublished === 'number' ? { expectedPublished } : {};
    const publication = { ...toProfileChange(principal, change), ...expected };
    try {
      const { profile, broken } = await application.publisher.publish({ catalog, name, version }, publication, {
        refuseIfBroken,
        signal,
      });
      return new ProfilePublished(presentProfile(profile), broken?.map(presentGoldenOutcome) ?? null);
    } catch (error) {
      return publishingOutcome(error, name);
    }
  }

  @Authorized<Permission>('editProfiles')
  @Mutation(() => RollBackProfileResult, {
    description:
      'Publishes again the version that was published before the present one, at once and without golden queries.',
  })
  async rollBackFusionProfile(
    @Arg('name', () => String, { description: 'Name of the profile.' }) name: string,
    @Args(() => ChangeArgs) change: ChangeArgs,
    @Ctx() { application, catalog, principal }: GraphqlContext,
  ): Promise<typeof RollBackProfileResult> {
    checkName('name', name);
    const made = toProfileChange(principal, change);
    try {
      return presentProfile(await application.profiles.rollBack(catalog, name, made));
    } catch (error) {
      return rollBackOutcome(error, name);
    }
  }
}
