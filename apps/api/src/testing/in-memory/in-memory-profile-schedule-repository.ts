import {
  type AppliedSchedule,
  type ProfileChange,
  ProfileNotFoundError,
  type ProfileSchedule,
  type ProfileScheduleRepository,
  type ProfileScheduleStatus,
  ProfileVersionNotFoundError,
  ScheduleNotFoundError,
  ScheduleNotPendingError,
  type ScheduleRequest,
  ScheduleTimeTakenError,
} from '@kindred/catalog';
import type { InMemoryProfileRepository } from './in-memory-profile-repository.ts';

/** Ids are `schedule-1`, `schedule-2` …; times are those of the requests. */
export class InMemoryProfileScheduleRepository implements ProfileScheduleRepository {
  readonly #profiles: InMemoryProfileRepository;
  readonly #schedules: AppliedSchedule[] = [];

  constructor(profiles: InMemoryProfileRepository) {
    this.#profiles = profiles;
  }

  async schedule(catalog: string, request: ScheduleRequest): Promise<ProfileSchedule> {
    const profile = await this.#profiles.find(catalog, request.profile);
    if (profile === undefined) throw new ProfileNotFoundError(catalog, request.profile);
    if (!profile.versions.some(({ version }) => version === request.version))
      throw new ProfileVersionNotFoundError(request.profile, request.version);
    const pending = await this.list(catalog, { profile: request.profile, status: 'pending' });
    if (pending.some(({ publishAt }) => publishAt.getTime() === request.publishAt.getTime()))
      throw new ScheduleTimeTakenError(request.profile, request.publishAt);
    const id = `schedule-${this.#schedules.length + 1}`;
    const schedule = { ...request, id, catalog, status: 'pending', createdAt: request.publishAt } as const;
    this.#schedules.push(schedule);
    this.#profiles.record(catalog, request.profile, { action: 'scheduled', version: request.version, scheduleId: id });
    return schedule;
  }

  async cancel(catalog: string, id: string, change: ProfileChange = {}): Promise<ProfileSchedule> {
    const schedule = this.#schedules.find((own) => own.catalog === catalog && own.id === id);
    if (schedule === undefined) throw new ScheduleNotFoundError(catalog, id);
    if (schedule.status !== 'pending') throw new ScheduleNotPendingError(id, schedule.status);
    this.#profiles.record(catalog, schedule.profile, {
      ...change,
      action: 'schedule_cancelled',
      version: schedule.version,
      scheduleId: id,
    });
    return this.#finish(schedule, 'cancelled');
  }

  async list(
    catalog: string,
    { profile, status }: { readonly profile?: string; readonly status?: ProfileScheduleStatus } = {},
  ): Promise<ProfileSchedule[]> {
    return this.#schedules
      .filter((own) => own.catalog === catalog && (profile ?? own.profile) === own.profile)
      .filter((own) => (status ?? own.status) === own.status)
      .toSorted((a, b) => a.publishAt.getTime() - b.publishAt.getTime());
  }

  async applyDue(now: Date): Promise<AppliedSchedule[]> {
    const due = this.#schedules.filter(({ status, publishAt }) => status === 'pending' && publishAt <= now);
    return Promise.all(
      due.map(async (schedule) => {
        await this.#profiles.publish(schedule.catalog, schedule.profile, schedule.version);
        return this.#finish(schedule, 'applied');
      }),
    );
  }

  #finish(schedule: AppliedSchedule, status: 'applied' | 'cancelled'): AppliedSchedule {
    const finished = { ...schedule, status, finishedAt: schedule.publishAt };
    this.#schedules.splice(this.#schedules.indexOf(schedule), 1, finished);
    return finished;
  }
}
