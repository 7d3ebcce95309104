import type { ScheduleFragment } from '../generated/graphql.ts';

/** What is to come, soonest first, and what is over, latest first. */
export function orderSchedules(schedules: readonly ScheduleFragment[]): {
  readonly pending: readonly ScheduleFragment[];
  readonly past: readonly ScheduleFragment[];
} {
  const byTime = schedules.toSorted((a, b) => Date.parse(a.publishAt) - Date.parse(b.publishAt));
  return {
    pending: byTime.filter(({ status }) => status === 'PENDING'),
    past: byTime.filter(({ status }) => status !== 'PENDING').reverse(),
  };
}
