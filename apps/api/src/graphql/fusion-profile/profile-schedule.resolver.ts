import { ScheduleNotFoundError, ScheduleNotPendingError, ScheduleTimeTakenError } from '@kindred/catalog';
import { Arg, Args, Authorized, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { Permission } from '../../auth/permissions.ts';
import { badUserInput, checkName } from '../bad-user-input.ts';
import type { GraphqlContext } from '../context.ts';
import { presentGoldenOutcome } from '../golden-query/present-golden-outcome.ts';
import { DateTimeScalar } from '../scalars/date-time.scalar.ts';
import { ChangeArgs } from './change.input.ts';
import {
  CancelScheduleResult,
  ProfileScheduled,
  ScheduledPublication,
  ScheduleNotFound,
  ScheduleNotPending,
  ScheduleProfileResult,
  ScheduleTimeTaken,
} from './profile-schedule.type.ts';
import { schedulingOutcome } from './publishing-outcome.ts';
import { toProfileChange } from './to-profile-change.ts';

@Resolver()
export class ProfileScheduleResolver {
  @Authorized<Permission>('editProfiles')
  @Query(() => [ScheduledPublication], { description: 'What is to be published when, earliest first.' })
  async scheduledPublications(
    @Arg('profile', () => String, { nullable: true, description: 'Only of this profile.' }) profile: string | null,
    @Arg('includeFinished', () => Boolean, {
      defaultValue: false,
      description: 'Also what was applied, cancelled or refused.',
    })
    includeFinished: boolean,
    @Ctx() { application, catalog }: GraphqlContext,
  ): Promise<ScheduledPublication[]> {
    if (typeof profile === 'string') checkName('profile', profile);
    const found = await application.schedules.list(catalog, {
      ...(typeof profile === 'string' ? { profile } : {}),
      ...(includeFinished ? {} : { status: 'pending' }),
    });
    return found.map((schedule) => new ScheduledPublication(schedule));
  }

  @Authorized<Permission>('editProfiles')
  @Mutation(() => ScheduleProfileResult, {
    description:
      'Publishes a version at a time. Golden queries are tried now. A profile may have several: a sale and its end.',
  })
  async scheduleFusionProfile(
    @Arg('name', () => String, { description: 'Name of the profile.' }) name: string,
    @Arg('version', () => Int, { description: 'The version to publish.' }) version: number,
    @Arg('publishAt', () => DateTimeScalar, { description: 'When; in the future.' }) publishAt: Date,
    @Arg('refuseIfBroken', () => Boolean, {
      defaultValue: false,
      description:
        'Schedule nothing if a golden query that passes now would fail, or if they can not be tried. They are tried again at the time, and nothing is published if one breaks then.',
    })
    refuseIfBroken: boolean,
    @Args(() => ChangeArgs) change: ChangeArgs,
    @Ctx() { application, catalog, principal, signal }: GraphqlContext,
  ): Promise<typeof ScheduleProfileResult> {
    checkName('name', name);
    if (publishAt <= application.clock())
      throw badUserInput(
        'publishAt',
        `publishAt is ${publishAt.toISOString()}, which has passed; publish the version with publishFusionProfile.`,
      );
    const request = { profile: name, version, publishAt, ...toProfileChange(principal, change) };
    try {
      const { schedule, broken } = await application.publisher.schedule(catalog, request, { refuseIfBroken, signal });
      return new ProfileScheduled(new ScheduledPublication(schedule), broken?.map(presentGoldenOutcome) ?? null);
    } catch (error) {
      if (error instanceof ScheduleTimeTakenError) return new ScheduleTimeTaken(error.message);
      return schedulingOutcome(error, name);
    }
  }

  @Authorized<Permission>('editProfiles')
  @Mutation(() => CancelScheduleResult, { description: 'Cancels a scheduled publication whose time has not come.' })
  async cancelScheduledPublication(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Args(() => ChangeArgs) change: ChangeArgs,
    @Ctx() { application, catalog, principal }: GraphqlContext,
  ): Promise<typeof CancelScheduleResult> {
    checkName('id', id);
    const made = toProfileChange(principal, change);
    try {
      return new ScheduledPublication(await application.schedules.cancel(catalog, id, made));
    } catch (error) {
      if (error instanceof ScheduleNotFoundError) return new ScheduleNotFound(error.message);
      if (error instanceof ScheduleNotPendingError) return new ScheduleNotPending(error.message, error.status);
      throw error;
    }
  }
}
