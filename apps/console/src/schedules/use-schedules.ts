import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ScheduleFragment } from '../generated/graphql.ts';
import { request } from '../graphql/request.ts';
import { CancelScheduleMutation, ScheduleProfileMutation, SchedulesQuery } from './schedules.graphql.ts';

export interface ScheduleInput {
  readonly name: string;
  readonly version: number;
  /** An instant, ISO 8601 in UTC. */
  readonly publishAt: string;
  /** Schedule nothing if a golden query breaks, and publish nothing if one breaks at the time. */
  readonly refuseIfBroken: boolean;
  readonly reason: string | null;
}

export type ScheduleOutcome =
  { readonly ok: true; readonly schedule: ScheduleFragment } | { readonly ok: false; readonly message: string };

/** While something is to come, its time may come while the list is in sight. */
const REFRESH_MS = 10_000;

/** What is and was scheduled of a profile, earliest first. Profiles and history are asked anew once one of it was settled. */
export function useSchedules(profile: string, { enabled = true } = {}) {
  const client = useQueryClient();
  const queryKey = ['schedules', profile];
  return useQuery({
    enabled,
    queryKey,
    queryFn: async ({ signal }) => {
      const { scheduledPublications: now } = await request(SchedulesQuery, { profile }, signal);
      const before = client.getQueryData<readonly ScheduleFragment[]>(queryKey) ?? [];
      const wasPending = new Set(before.filter(({ status }) => status === 'PENDING').map(({ id }) => id));
      if (now.some(({ id, status }) => wasPending.has(id) && status !== 'PENDING')) {
        void client.invalidateQueries({ queryKey: ['profiles'] });
        void client.invalidateQueries({ queryKey: ['history', profile] });
      }
      return now;
    },
    staleTime: 0,
    refetchInterval: ({ state }) =>
      (state.data ?? []).some(({ status }) => status === 'PENDING') ? REFRESH_MS : false,
  });
}

/** Scheduling and cancelling; each refreshes what tells of it. */
export function useScheduleActions() {
  const client = useQueryClient();
  const onSuccess = () =>
    Promise.all(['schedules', 'history', 'profiles'].map((key) => client.invalidateQueries({ queryKey: [key] })));
  const schedule = useMutation({
    mutationFn: async (input: ScheduleInput): Promise<ScheduleOutcome> => {
      const { scheduleFusionProfile: made } = await request(ScheduleProfileMutation, input);
      return made.__typename === 'ProfileScheduled'
        ? { ok: true, schedule: made.schedule }
        : { ok: false, message: made.message };
    },
    onSuccess,
  });
  const cancel = useMutation({
    mutationFn: async (id: string): Promise<ScheduleOutcome> => {
      const { cancelScheduledPublication: cancelled } = await request(CancelScheduleMutation, { id });
      return cancelled.__typename === 'ScheduledPublication'
        ? { ok: true, schedule: cancelled }
        : { ok: false, message: cancelled.message };
    },
    onSuccess,
  });
  return { schedule, cancel };
}
