import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '../scalars/date-time.scalar.ts';
import { WeightsScalar } from '../scalars/weights.scalar.ts';

export const ProfileVersionStatus = { DRAFT: 'DRAFT', PUBLISHED: 'PUBLISHED', RETIRED: 'RETIRED' } as const;
registerEnumType(ProfileVersionStatus, {
  name: 'ProfileVersionStatus',
  description: 'Where a version of a profile is in its life.',
  valuesConfig: {
    DRAFT: { description: 'Saved, used by nobody yet.' },
    PUBLISHED: { description: 'The one that queries by name use.' },
    RETIRED: { description: 'Was published before; a roll-back can bring it back.' },
  },
});

@ObjectType('FusionProfileVersion', {
  simpleResolvers: true,
  description: 'Weights that never change; only the status does.',
})
export class FusionProfileVersionType {
  @Field(() => Int, { description: 'From 1.' })
  readonly version!: number;

  @Field(() => WeightsScalar, { description: 'The weights.' })
  readonly weights!: Readonly<Record<string, number>>;

  @Field(() => ProfileVersionStatus, { description: 'Draft, published or retired.' })
  readonly status!: keyof typeof ProfileVersionStatus;

  @Field(() => Int, {
    nullable: true,
    description: 'The newest version when it was begun, 0 for none; null where the author did not say.',
  })
  readonly baseVersion!: number | null;

  @Field(() => String, { nullable: true, description: 'Who saved it.' })
  readonly author!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was saved.' })
  readonly reason!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was saved.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was published last; null where it never was.' })
  readonly publishedAt!: Date | null;
}

@ObjectType('FusionProfile', { simpleResolvers: true, description: 'Named weights with immutable versions.' })
export class FusionProfileType {
  @Field(() => String, { description: 'Its name, for `profile` arguments.' })
  readonly name: string;

  @Field(() => FusionProfileVersionType, {
    nullable: true,
    description: 'The version that queries use, if one is published.',
  })
  readonly published: FusionProfileVersionType | null;

  @Field(() => [FusionProfileVersionType], { description: 'Newest first.' })
  readonly versions: readonly FusionProfileVersionType[];

  constructor(name: string, versions: readonly FusionProfileVersionType[]) {
    this.name = name;
    this.versions = versions;
    this.published = versions.find(({ status }) => status === 'PUBLISHED') ?? null;
  }
}
