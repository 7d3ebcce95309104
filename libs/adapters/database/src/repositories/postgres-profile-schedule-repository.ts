import {
  ProfileNotFoundError,
  ProfileVersionNotFoundError,
  ScheduleNotFoundError,
  ScheduleNotPendingError,
  ScheduleTimeTakenError,
  type AppliedSchedule,
  type ProfileChange,
  type ProfileSchedule,
  type ProfileScheduleRepository,
  type ProfileScheduleStatus,
  type ScheduleRequest,
} from '@kindred/catalog';
import type { Prisma } from '../generated/client.ts';
import type { ProfileScheduleModel } from '../generated/models.ts';
import type { PrismaSession } from './prisma-session.ts';
import { lockProfile, publishLocked, recordChange, requireStorableChange } from './profile-changes.ts';
import { isStorable, toStorable } from './storable-text.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Scheduling, cancelling and applying lock the profile's row first, as publishing does: they happen one after the other. */
export class PostgresProfileScheduleRepository implements ProfileScheduleRepository {
  readonly #prisma: PrismaSession;

  constructor(prisma: PrismaSession) {
    this.#prisma = prisma;
  }

  /** @throws UnstorableTextError too */
  async schedule(catalog: string, request: ScheduleRequest): Promise<ProfileSchedule> {
    const { profile: name, version, publishAt, author, reason } = request;
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
        data: { ...own, version, publishAt, author: author ?? null, reason: reason ?? null },
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
    return rows.map(toSchedule);
  }

  /** A profile whose schedules can't be applied doesn't hold up the others; the first failure is thrown after them. */
  async applyDue(now: Date): Promise<AppliedSchedule[]> {
    const profiles = await this.#prisma.run((prisma) =>
      prisma.profileSchedule.findMany({
        where: { status: 'pending', publishAt: { lte: now } },
        distinct: ['catalogName', 'profileName'],
        select: { catalogName: true, profileName: true },
        orderBy: [{ catalogName: 'asc' }, { profileName: 'asc' }],
      }),
    );
    const applied: AppliedSchedule[] = [];
    const failures: unknown[] = [];
    for (const { catalogName, profileName } of profiles) {
      try {
        applied.push(
          ...(await this.#prisma.transaction(catalogName, (prisma) =>
            applyDueOf(prisma, catalogName, profileName, now),
          )),
        );
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
    return applied;
  }
}

/** Whoever holds the profile's lock reads anew what is still pending, so nothing is applied twice. */
async function applyDueOf(
  prisma: Prisma.TransactionClient,
  catalog: string,
  name: string,
  now: Date,
): Promise<AppliedSchedule[]> {
  let profile = await lockProfile(prisma, catalog, name);
  const due = await prisma.profileSchedule.findMany({
    where: { catalogName: catalog, profileName: name, status: 'pending', publishAt: { lte: now } },
    orderBy: [{ publishAt: 'asc' }, { id: 'asc' }],
  });
  const applied: AppliedSchedule[] = [];
  for (const { id } of due) {
    if (profile === undefined) break;
    const row = await prisma.profileSchedule.update({
      where: { id },
      data: { status: 'applied', finishedAt: new Date() },
    });
    const schedule = toSchedule(row);
    await publishLocked(prisma, catalog, profile, { ...schedule, action: 'published', scheduleId: id });
    applied.push({ ...schedule, catalog });
    profile = await lockProfile(prisma, catalog, name);
  }
  return applied;
}

function toSchedule(row: ProfileScheduleModel): ProfileSchedule {
  const { id, profileName, version, publishAt, status, author, reason, createdAt, finishedAt } = row;
  return {
    id,
    profile: profileName,
    version,
    publishAt,
    status,
    ...(author === null ? {} : { author }),
    ...(reason === null ? {} : { reason }),
    createdAt,
    ...(finishedAt === null ? {} : { finishedAt }),
  };
}
