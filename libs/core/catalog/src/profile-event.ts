import type { ScheduleRefusal } from './profile-schedule.ts';

export const PROFILE_EVENT_ACTIONS = [
  'drafted',
  'published',
  'rolled_back',
  'scheduled',
  'schedule_cancelled',
  'schedule_refused',
] as const;
export type ProfileEventAction = (typeof PROFILE_EVENT_ACTIONS)[number];

/** Something that was done to a profile. Events are only ever added. */
export interface ProfileEvent {
  /** Rising within a profile; a page of history continues behind it. */
  readonly sequence: bigint;
  readonly action: ProfileEventAction;
  /** The version it was done to: saved, published, gone back to, scheduled. */
  readonly version: number;
  /** The version that was published until then; only of `published` and `rolled_back`, and not the first time. */
  readonly replacedVersion?: number;
  /** Name of the API key; absent where none was needed. */
  readonly author?: string;
  readonly reason?: string;
  readonly at: Date;
  /** The schedule that was made, cancelled, refused, or that published the version. */
  readonly scheduleId?: string;
  /** Only of `schedule_refused`. */
  readonly refusal?: ScheduleRefusal;
}

export interface ProfileHistoryQuery {
  /** 1 to 1,000. */
  readonly limit: number;
  /** Only events before the one of that sequence. */
  readonly before?: bigint;
}

export interface ProfileHistoryPage {
  /** Newest first. */
  readonly events: readonly ProfileEvent[];
  readonly hasMore: boolean;
}
