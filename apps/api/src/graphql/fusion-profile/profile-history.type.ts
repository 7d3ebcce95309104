import type { ScheduleRefusal } from '@kindred/catalog';
import { Field, ID, Int, ObjectType, createUnionType, registerEnumType } from 'type-graphql';
import { PageInfo } from '../item/item.type.ts';
import { ProfileNotFound } from '../problem/problem.type.ts';
import { DateTimeScalar } from '../scalars/date-time.scalar.ts';
import { ScheduleRefusalType } from './schedule-refusal.type.ts';

export const ProfileEventAction = {
  DRAFTED: 'drafted',
  PUBLISHED: 'published',
  ROLLED_BACK: 'rolled_back',
  SCHEDULED: 'scheduled',
  SCHEDULE_CANCELLED: 'schedule_cancelled',
  SCHEDULE_REFUSED: 'schedule_refused',
} as const;
registerEnumType(ProfileEventAction, {
  name: 'ProfileEventAction',
  description: 'What was done to a profile.',
  valuesConfig: {
    DRAFTED: { description: 'A version was saved.' },
    PUBLISHED: { description: 'A version was published, by someone or as scheduled.' },
    ROLLED_BACK: { description: 'The version before was published again.' },
    SCHEDULED: { description: 'A version was scheduled.' },
    SCHEDULE_CANCELLED: { description: 'A scheduled publication was cancelled.' },
    SCHEDULE_REFUSED: {
      description:
        'A scheduled publication fell due and nothing was published, because golden queries would have broken.',
    },
  },
});

@ObjectType('ProfileEvent', { simpleResolvers: true, description: 'Something that was done to a profile.' })
export class ProfileEventType {
  @Field(() => ProfileEventAction, { description: 'What.' })
  readonly action!: (typeof ProfileEventAction)[keyof typeof ProfileEventAction];

  @Field(() => Int, { description: 'To which version.' })
  readonly version!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'The version that was published until then; null the first time and for what publishes nothing.',
  })
  readonly replacedVersion!: number | null;

  @Field(() => String, { nullable: true, description: 'Name of the API key; null where none was used and none said.' })
  readonly author!: string | null;

  @Field(() => String, { nullable: true, description: 'Why.' })
  readonly reason!: string | null;

  @Field(() => DateTimeScalar, { description: 'When.' })
  readonly at!: Date;

  @Field(() => ID, {
    nullable: true,
    description: 'The scheduled publication that was made, cancelled, refused, or that published the version.',
  })
  readonly scheduleId!: string | null;

  @Field(() => ScheduleRefusalType, { nullable: true, description: 'Why a due schedule was refused; null for others.' })
  readonly refusal!: ScheduleRefusal | null;
}

@ObjectType('ProfileEventEdge', { simpleResolvers: true, description: 'An event in a page of history.' })
export class ProfileEventEdge {
  @Field(() => ProfileEventType, { description: 'The event.' })
  readonly node!: ProfileEventType;

  @Field(() => String, { description: 'Continues behind this event when given as `after`.' })
  readonly cursor!: string;
}

@ObjectType('ProfileEventConnection', { simpleResolvers: true, description: 'A page of history, newest first.' })
export class ProfileEventConnection {
  @Field(() => [ProfileEventEdge], { description: 'The events.' })
  readonly edges: readonly ProfileEventEdge[];

  @Field(() => PageInfo, { description: 'Where the page ends.' })
  readonly pageInfo: PageInfo;

  constructor(edges: readonly ProfileEventEdge[], hasNextPage: boolean) {
    this.edges = edges;
    this.pageInfo = { hasNextPage, endCursor: edges.at(-1)?.cursor ?? null };
  }
}

export const FusionProfileHistoryResult = createUnionType({
  name: 'FusionProfileHistoryResult',
  description: 'What was done to the profile, or that there is none.',
  types: () => [ProfileEventConnection, ProfileNotFound] as const,
});
