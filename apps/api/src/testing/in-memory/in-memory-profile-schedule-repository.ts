import {
  type CatalogSchedule,
  type DueBasis,
  type ProfileChange,
  ProfileNotFoundError,
  type ProfileSchedule,
  type ProfileScheduleRepository,
  type ProfileScheduleStatus,
  ProfileVersionNotFoundError,
  publishedVersion,
  ScheduleNotFoundError,
  ScheduleNotPendingError,
  type ScheduleRefusal,
  type ScheduleRequest,
  ScheduleTimeTakenError,
} from '@kindred/catalog';
import type { InMemoryProfileRepository } from './in-memory-profile-repository.ts';

/** Ids are `schedule-1`, `schedule-2` …; times are those of the requests. */
export class InMemoryProfileScheduleRepository implements ProfileScheduleRepository {
  readonly #profiles: InMemoryProfileRepository;
  readonly #schedules: CatalogSchedule[] = [];

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
    const schedule: CatalogSchedule = {
      ...request,
      refuseIfBroken: request.refuseIfBroken ?? false,
      id,
      catalog,
      status: 'pending',
      createdAt: request.publishAt,
    };
    this.#schedules.push(schedule);
    const { profile: name, version } = request;
    this.#profiles.record(catalog, name, { ...changeOf(request), action: 'scheduled', version, scheduleId: id });
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
    return this.#finish(schedule, { status: 'cancelled' });
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

  async listDue(now: Date): Promise<CatalogSchedule[]> {
    return this.#schedules
      .filter(({ status, publishAt }) => status === 'pending' && publishAt <= now)
      .toSorted((a, b) => a.publishAt.getTime() - b.publishAt.getTime());
  }

  async apply(due: CatalogSchedule, basis: DueBasis = {}): Promise<CatalogSchedule | undefined> {
    const schedule = await this.#findPending(due, basis);
    if (schedule === undefined) return undefined;
    const { catalog, profile: name, version, id } = schedule;
    await this.#profiles.publish(catalog, name, version, { ...changeOf(schedule), scheduleId: id });
    return this.#finish(schedule, { status: 'applied' });
  }

  async refuse(
    due: CatalogSchedule,
    refusal: ScheduleRefusal,
    basis: DueBasis = {},
  ): Promise<CatalogSchedule | undefined> {
    const schedule = await this.#findPending(due, basis);
    if (schedule === undefined) return undefined;
    const { catalog, profile, version, id } = schedule;
    this.#profiles.record(catalog, profile, {
      ...changeOf(schedule),
      action: 'schedule_refused',
      version,
      scheduleId: id,
      refusal,
    });
    return this.#finish(schedule, { status: 'refused', refusal });
  }

  async #findPending(
    { id, catalog, profile: name }: CatalogSchedule,
    { expectedPublished }: DueBasis,
  ): Promise<CatalogSchedule | undefined> {
    const profile = await this.#profiles.find(catalog, name);
    const published = profile === undefined ? 0 : (publishedVersion(profile)?.version ?? 0);
    if (expectedPublished !== undefined && expectedPublished !== published) return undefined;
    return this.#schedules.find((own) => own.id === id && own.status === 'pending');
  }

  #finish(schedule: CatalogSchedule, outcome: Pick<CatalogSchedule, 'status' | 'refusal'>): CatalogSchedule {
    const finished = { ...schedule, ...outcome, finishedAt: schedule.publishAt };
    this.#schedules.splice(this.#schedules.indexOf(schedule), 1, finished);
    return finished;
  }
}

function changeOf({ author, reason }: ProfileChange): ProfileChange {
  return { ...(author === undefined ? {} : { author }), ...(reason === undefined ? {} : { reason }) };
}
