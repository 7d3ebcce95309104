import { Field, ObjectType, createUnionType } from 'type-graphql';
import { GoldenQueryOutcomeType } from '../golden-query/golden-query-outcome.type.ts';
import { InvalidWeights, NoEarlierVersion, ProfileNotFound, ProfileVersionNotFound } from '../problem/problem.type.ts';
import { FusionProfileType } from './fusion-profile.type.ts';
import { GoldenQueriesBroken } from './golden-queries-broken.type.ts';
import { ProfileConflict } from './profile-conflict.type.ts';

@ObjectType('ProfilePublished', { simpleResolvers: true, description: 'Queries by name use the version from now on.' })
export class ProfilePublished {
  @Field(() => FusionProfileType, { description: 'The profile with its new published version.' })
  readonly profile: FusionProfileType;

  @Field(() => [GoldenQueryOutcomeType], {
    nullable: true,
    description: 'Golden queries that passed before and fail now, by name; null if they could not be tried.',
  })
  readonly brokenGoldenQueries: readonly GoldenQueryOutcomeType[] | null;

  constructor(profile: FusionProfileType, brokenGoldenQueries: readonly GoldenQueryOutcomeType[] | null) {
    this.profile = profile;
    this.brokenGoldenQueries = brokenGoldenQueries;
  }
}

export const SaveProfileResult = createUnionType({
  name: 'SaveProfileResult',
  description: 'The profile with its new draft, or what is wrong with the weights, or that someone else was faster.',
  types: () => [FusionProfileType, InvalidWeights, ProfileConflict] as const,
});

export const PublishProfileResult = createUnionType({
  name: 'PublishProfileResult',
  description: 'That the version is published, or why it is not.',
  types: () =>
    [ProfilePublished, ProfileNotFound, ProfileVersionNotFound, ProfileConflict, GoldenQueriesBroken] as const,
});

export const RollBackProfileResult = createUnionType({
  name: 'RollBackProfileResult',
  description: 'The profile with the version it went back to, or why it could not.',
  types: () => [FusionProfileType, ProfileNotFound, NoEarlierVersion] as const,
});
