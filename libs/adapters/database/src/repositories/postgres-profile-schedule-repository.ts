import {
  ProfileNotFoundError,
  ProfileVersionNotFoundError,
  ScheduleNotFoundError,
  ScheduleNotPendingError,
  ScheduleTimeTakenError,
  publishedVersion,
  type CatalogSchedule,
  type DueBasis,
  type FusionProfile,
  type ProfileChange,
  type ProfileSchedule,
  type ProfileScheduleRepository,
  type ProfileScheduleStatus,
  type ScheduleRefusal,
  type ScheduleRequest,
} from '@kindred/catalog';
import type { PrismaSession } from './prisma-session.ts';
import { lockProfile, publishLocked, recordChange, requireStorableChange } from './profile-changes.ts';
import { findRefusals, settlePending, toSchedule } from './profile-schedule-rows.ts';
import { isStorable, requireStorable, toStorable } from './storable-text.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Scheduling, cancelling and settling lock the profile's row first, as publishing does: they happen one after the other. */
export class PostgresProfileScheduleRepository implements ProfileScheduleRepository {
  readonly #prisma: PrismaSession;

  constructor(prisma: PrismaSession) {
    this.#prisma = prisma;
  }

  /** @throws UnstorableTextError too */
  async schedule(catalog: string, request: ScheduleRequest): Promise<ProfileSchedule> {
    const { profile: name, version, publishAt, refuseIfBroken = false, author, reason } = request;
    requireStorableChange(request);
    if (!isStorable(catalog) || !isStorable(name)) throw new ProfileNotFoundError(catalog, toStorable(name));
    return this.#prisma.transaction(catalog, async (prisma) => {
      const profile = await lockProfile(prisma, catalog, name);
      if (profile === undefined) throw new ProfileNotFoundError(catalog, name);
      if (!profile.versions.some((entry) => entry.version === version))
        throw new ProfileVersionNotFoundError(name, version);
      const own = { catalogName: catalog, profileName: name };
      const taken = await prisma.profileSchedule.count({ where: { ...own, publishAt, status: 'pending' } });
      if (taken > 0) throw new ScheduleTimeTakenError(name, publishAt);
      const row = await prisma.profileSchedule.create({
        data: { ...own, version, publishAt, refuseIfBroken, author: author ?? null, reason: reason ?? null },
      });
      await recordChange(prisma, catalog, name, { ...request, action: 'scheduled', scheduleId: row.id });
      return toSchedule(row);
    });
  }

  /** @throws UnstorableTextError too */
  async cancel(catalog: string, id: string, change: ProfileChange = {}): Promise<ProfileSchedule> {
    requireStorableChange(change);
    if (!isStorable(catalog) || !UUID.test(id)) throw new ScheduleNotFoundError(catalog, toStorable(id));
    return this.#prisma.transaction(catalog, async (prisma) => {
      const found = await prisma.profileSchedule.findFirst({ where: { id, catalogName: catalog } });
      if (found === null) throw new ScheduleNotFoundError(catalog, id);
      await lockProfile(prisma, catalog, found.profileName);
      const { status } = await prisma.profileSchedule.findUniqueOrThrow({ where: { id } });
      if (status !== 'pending') throw new ScheduleNotPendingError(id, status);
      const row = await prisma.profileSchedule.update({
        where: { id },
        data: { status: 'cancelled', finishedAt: new Date() },
      });
      await recordChange(prisma, catalog, row.profileName, {
        ...change,
        action: 'schedule_cancelled',
        version: row.version,
        scheduleId: id,
      });
      return toSchedule(row);
    });
  }

  async list(
    catalog: string,
    { profile, status }: { readonly profile?: string; readonly status?: ProfileScheduleStatus } = {},
  ): Promise<ProfileSchedule[]> {
    if (!isStorable(catalog) || (profile !== undefined && !isStorable(profile))) return [];
    const rows = await this.#prisma.run((prisma) =>
      prisma.profileSchedule.findMany({
        where: {
          catalogName: catalog,
          ...(profile === undefined ? {} : { profileName: profile }),
          ...(status === undefined ? {} : { status }),
        },
        orderBy: [{ publishAt: 'asc' }, { id: 'asc' }],
      }),
    );
    const refusals = await this.#prisma.run((prisma) => findRefusals(prisma, rows));
    return rows.map((row) => toSchedule(row, refusals.get(row.id)));
  }

  async listDue(now: Date): Promise<CatalogSchedule[]> {
    const rows = await this.#prisma.run((prisma) =>
      prisma.profileSchedule.findMany({
        where: { status: 'pending', publishAt: { lte: now } },
        orderBy: [{ catalogName: 'asc' }, { profileName: 'asc' }, { publishAt: 'asc' }, { id: 'asc' }],
      }),
    );
    return rows.map((row) => ({ ...toSchedule(row), catalog: row.catalogName }));
  }

  async apply(due: CatalogSchedule, basis: DueBasis = {}): Promise<CatalogSchedule | undefined> {
    const { catalog, profile: name, id } = due;
    return this.#prisma.transaction(catalog, async (prisma) => {
      const profile = await lockProfile(prisma, catalog, name);
      if (profile === undefined || !stillRestsOn(profile, basis)) return undefined;
      const row = await settlePending(prisma, id, 'applied');
      if (row === undefined) return undefined;
      const schedule = toSchedule(row);
      await publishLocked(prisma, catalog, profile, { ...schedule, action: 'published', scheduleId: id });
      return { ...schedule, catalog };
    });
  }

  /** @throws UnstorableTextError too */
  async refuse(
    due: CatalogSchedule,
    refusal: ScheduleRefusal,
    basis: DueBasis = {},
  ): Promise<CatalogSchedule | undefined> {
    const { catalog, profile: name, id } = due;
    requireStorable('The problem', refusal.problem);
    return this.#prisma.transaction(catalog, async (prisma) => {
      const profile = await lockProfile(prisma, catalog, name);
      if (profile === undefined || !stillRestsOn(profile, basis)) return undefined;
      const row = await settlePending(prisma, id, 'refused');
      if (row === undefined) return undefined;
      const schedule = toSchedule(row, refusal);
      await recordChange(prisma, catalog, name, { ...schedule, action: 'schedule_refused', scheduleId: id });
      return { ...schedule, catalog };
    });
  }
}

/** Whether what a decision was made against is still published. */
function stillRestsOn(profile: FusionProfile, { expectedPublished }: DueBasis): boolean {
  return expectedPublished === undefined || expectedPublished === (publishedVersion(profile)?.version ?? 0);
}
