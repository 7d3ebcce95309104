import type { ProfileChange } from './fusion-profile.ts';

export type ProfileScheduleStatus = 'pending' | 'applied' | 'cancelled';

/** A version that is to be published at a time. */
export interface ProfileSchedule {
  /** UUID. */
  readonly id: string;
  readonly profile: string;
  readonly version: number;
  readonly publishAt: Date;
  readonly status: ProfileScheduleStatus;
  readonly author?: string;
  readonly reason?: string;
  readonly createdAt: Date;
  /** When it was applied or cancelled. */
  readonly finishedAt?: Date;
}

export interface ScheduleRequest extends ProfileChange {
  readonly profile: string;
  readonly version: number;
  readonly publishAt: Date;
}

/** A schedule that was just applied, and where. */
export interface AppliedSchedule extends ProfileSchedule {
  readonly catalog: string;
}

export interface ProfileScheduleRepository {
  /** @throws ProfileNotFoundError, ProfileVersionNotFoundError, ScheduleTimeTakenError */
  schedule(catalog: string, request: ScheduleRequest): Promise<ProfileSchedule>;
  /** @throws ScheduleNotFoundError, ScheduleNotPendingError */
  cancel(catalog: string, id: string, change?: ProfileChange): Promise<ProfileSchedule>;
  /** By their time, ties by id; of one profile, or of all. */
  list(
    catalog: string,
    query?: { readonly profile?: string; readonly status?: ProfileScheduleStatus },
  ): Promise<ProfileSchedule[]>;
  /**
   * Publishes, in the order of their times, all that are due in any catalog, and returns those that this call published.
   * However many processes call it at once, each schedule is published once: publication, history and status commit together.
   */
  applyDue(now: Date): Promise<AppliedSchedule[]>;
}
