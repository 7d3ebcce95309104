import type { ProfileChange } from './fusion-profile.ts';

export type ProfileScheduleStatus = 'pending' | 'applied' | 'cancelled' | 'refused';

/** A version that is to be published at a time. */
export interface ProfileSchedule {
  /** UUID. */
  readonly id: string;
  readonly profile: string;
  readonly version: number;
  readonly publishAt: Date;
  readonly status: ProfileScheduleStatus;
  /** Golden queries are tried again when it falls due, and nothing is published if one breaks. */
  readonly refuseIfBroken: boolean;
  readonly author?: string;
  readonly reason?: string;
  readonly createdAt: Date;
  /** When it was applied, cancelled or refused. */
  readonly finishedAt?: Date;
  /** Only of one that was refused. */
  readonly refusal?: ScheduleRefusal;
}

/** Why a schedule that fell due published nothing. */
export interface ScheduleRefusal {
  /** In a sentence. */
  readonly problem: string;
  /** Names of the golden queries that it would have broken; none where they could not be tried. */
  readonly brokenGoldenQueries: readonly string[];
}

export interface ScheduleRequest extends ProfileChange {
  readonly profile: string;
  readonly version: number;
  readonly publishAt: Date;
  /** Default: no. */
  readonly refuseIfBroken?: boolean;
}

/** A schedule and where it is. */
export interface CatalogSchedule extends ProfileSchedule {
  readonly catalog: string;
}

/** What a decision about a due schedule rests on. */
export interface DueBasis {
  /** It stays pending if another version is published by now, 0 for none; left out, nothing is compared. */
  readonly expectedPublished?: number;
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
  /** Pending ones of any catalog whose time has come: by catalog and profile, then by their time. */
  listDue(now: Date): Promise<CatalogSchedule[]>;
  /**
   * Publishes it; undefined where it is no longer pending, or another version is published than expected. However many processes
   * settle a schedule at once, one of them does: publication, history and status commit together.
   */
  apply(due: CatalogSchedule, basis?: DueBasis): Promise<CatalogSchedule | undefined>;
  /** Publishes nothing, and says why in the history; undefined as of {@link apply}. */
  refuse(due: CatalogSchedule, refusal: ScheduleRefusal, basis?: DueBasis): Promise<CatalogSchedule | undefined>;
}
