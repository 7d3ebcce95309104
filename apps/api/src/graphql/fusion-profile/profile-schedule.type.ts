import type { ProfileSchedule, ScheduleRefusal } from '@kindred/catalog';
import { Field, ID, Int, ObjectType, createUnionType, registerEnumType } from 'type-graphql';
import { GoldenQueryOutcomeType } from '../golden-query/golden-query-outcome.type.ts';
import { Problem, ProfileNotFound, ProfileVersionNotFound } from '../problem/problem.type.ts';
import { DateTimeScalar } from '../scalars/date-time.scalar.ts';
import { GoldenQueriesBroken } from './golden-queries-broken.type.ts';
import { ScheduleRefusalType } from './schedule-refusal.type.ts';

export const ProfileScheduleStatus = {
  PENDING: 'pending',
  APPLIED: 'applied',
  CANCELLED: 'cancelled',
  REFUSED: 'refused',
} as const;
registerEnumType(ProfileScheduleStatus, {
  name: 'ProfileScheduleStatus',
  description: 'Where a scheduled publication is in its life.',
  valuesConfig: {
    PENDING: { description: 'Its time has not come.' },
    APPLIED: { description: 'The version was published.' },
    CANCELLED: { description: 'Someone cancelled it.' },
    REFUSED: { description: 'Nothing was published, because golden queries would have broken.' },
  },
});

@ObjectType('ScheduledPublication', {
  simpleResolvers: true,
  description: 'A version that is published at a time, within about a second, by whichever server or worker runs then.',
})
export class ScheduledPublication {
  @Field(() => ID, { description: 'For cancelling it.' })
  readonly id: string;

  @Field(() => String, { description: 'The profile.' })
  readonly profile: string;

  @Field(() => Int, { description: 'The version.' })
  readonly version: number;

  @Field(() => DateTimeScalar, {
    description: 'When it is published; if nothing runs then, as soon as something does.',
  })
  readonly publishAt: Date;

  @Field(() => ProfileScheduleStatus, { description: 'Pending, applied, cancelled or refused.' })
  readonly status: ProfileSchedule['status'];

  @Field(() => Boolean, {
    description: 'Whether golden queries are tried again at the time, and nothing is published if one breaks.',
  })
  readonly refuseIfBroken: boolean;

  @Field(() => ScheduleRefusalType, { nullable: true, description: 'Why it was refused; null for others.' })
  readonly refusal: ScheduleRefusal | null;

  @Field(() => String, { nullable: true, description: 'Who scheduled it.' })
  readonly author: string | null;

  @Field(() => String, { nullable: true, description: 'Why.' })
  readonly reason: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was scheduled.' })
  readonly createdAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was applied, cancelled or refused.' })
  readonly finishedAt: Date | null;

  constructor(schedule: ProfileSchedule) {
    this.id = schedule.id;
    this.profile = schedule.profile;
    this.version = schedule.version;
    this.publishAt = schedule.publishAt;
    this.status = schedule.status;
    this.refuseIfBroken = schedule.refuseIfBroken;
    this.refusal = schedule.refusal ?? null;
    this.author = schedule.author ?? null;
    this.reason = schedule.reason ?? null;
    this.createdAt = schedule.createdAt;
    this.finishedAt = schedule.finishedAt ?? null;
  }
}

@ObjectType('ProfileScheduled', { simpleResolvers: true, description: 'The version will be published at its time.' })
export class ProfileScheduled {
  @Field(() => ScheduledPublication, { description: 'What is scheduled.' })
  readonly schedule: ScheduledPublication;

  @Field(() => [GoldenQueryOutcomeType], {
    nullable: true,
    description: 'Golden queries that pass now and would fail with the version; null if they could not be tried.',
  })
  readonly brokenGoldenQueries: readonly GoldenQueryOutcomeType[] | null;

  constructor(schedule: ScheduledPublication, brokenGoldenQueries: readonly GoldenQueryOutcomeType[] | null) {
    this.schedule = schedule;
    this.brokenGoldenQueries = brokenGoldenQueries;
  }
}

@ObjectType('ScheduleTimeTaken', {
  implements: Problem,
  simpleResolvers: true,
  description: 'Another version of the profile is scheduled for the same instant.',
})
export class ScheduleTimeTaken extends Problem {}

@ObjectType('ScheduleNotFound', {
  implements: Problem,
  simpleResolvers: true,
  description: 'The catalog has no such scheduled publication.',
})
export class ScheduleNotFound extends Problem {}

@ObjectType('ScheduleNotPending', {
  implements: Problem,
  simpleResolvers: true,
  description: 'It was applied, cancelled or refused already.',
})
export class ScheduleNotPending extends Problem {
  @Field(() => ProfileScheduleStatus, { description: 'What became of it.' })
  readonly status: ProfileSchedule['status'];

  constructor(message: string, status: ProfileSchedule['status']) {
    super(message);
    this.status = status;
  }
}

export const ScheduleProfileResult = createUnionType({
  name: 'ScheduleProfileResult',
  description: 'What is scheduled, or why it is not.',
  types: () =>
    [ProfileScheduled, ProfileNotFound, ProfileVersionNotFound, ScheduleTimeTaken, GoldenQueriesBroken] as const,
});

export const CancelScheduleResult = createUnionType({
  name: 'CancelScheduleResult',
  description: 'The publication that was cancelled, or why it could not be.',
  types: () => [ScheduledPublication, ScheduleNotFound, ScheduleNotPending] as const,
});
