import { expect, test } from 'vitest';
import type { ScheduleFragment } from '../generated/graphql.ts';
import { orderSchedules } from './order-schedules.ts';

test('what is to come soonest first, what is over latest first', () => {
  const schedule = (id: string, status: string, day: number) =>
    ({ id, status, publishAt: `2026-06-0${day}T00:00:00Z` }) as ScheduleFragment;
  const { pending, past } = orderSchedules([
    schedule('a', 'PENDING', 5),
    schedule('b', 'APPLIED', 1),
    schedule('c', 'PENDING', 4),
    schedule('d', 'REFUSED', 3),
    schedule('e', 'CANCELLED', 9),
  ]);
  expect(pending.map(({ id }) => id)).toEqual(['c', 'a']);
  expect(past.map(({ id }) => id)).toEqual(['e', 'd', 'b']);
});
