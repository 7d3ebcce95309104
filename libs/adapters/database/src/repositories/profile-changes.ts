import {
  publishedVersion,
  type FusionProfile,
  type FusionProfileVersion,
  type ProfileChange,
  type ProfileEventAction,
  type ScheduleRefusal,
  type Weights,
} from '@kindred/catalog';
import type { Prisma } from '../generated/client.ts';
import type { FusionProfileVersionModel } from '../generated/models.ts';
import { requireStorable } from './storable-text.ts';

export const VERSIONS = { versions: { orderBy: { version: 'asc' } } } as const;

/** What was done to a version of a profile, for its history. */
export interface RecordedChange extends ProfileChange {
  readonly action: ProfileEventAction;
  readonly version: number;
  readonly replacedVersion?: number | undefined;
  readonly scheduleId?: string;
  readonly refusal?: ScheduleRefusal;
}

/** Changes of one profile wait for each other: each locks the profile's row first. */
export async function lockProfile(
  prisma: Prisma.TransactionClient,
  catalog: string,
  name: string,
): Promise<FusionProfile | undefined> {
  const locked = await prisma.$queryRaw<unknown[]>`
    SELECT name FROM fusion_profile WHERE catalog = ${catalog} AND name = ${name} FOR UPDATE`;
  return locked.length === 0 ? undefined : readProfile(prisma, catalog, name);
}

export async function readProfile(
  prisma: Prisma.TransactionClient,
  catalog: string,
  name: string,
): Promise<FusionProfile> {
  const where = { catalogName_name: { catalogName: catalog, name } };
  return toProfile(await prisma.fusionProfile.findUniqueOrThrow({ where, include: VERSIONS }));
}

/** Publishes a version of a locked profile, and records it. */
export async function publishLocked(
  prisma: Prisma.TransactionClient,
  catalog: string,
  profile: FusionProfile,
  change: RecordedChange,
): Promise<void> {
  const own = { catalogName: catalog, profileName: profile.name };
  await prisma.fusionProfileVersion.updateMany({
    where: { ...own, status: 'published', version: { not: change.version } },
    data: { status: 'retired' },
  });
  // Two publications in the same millisecond still have an order, for a later roll-back.
  const latest = Math.max(...profile.versions.map(publishedMs));
  await prisma.fusionProfileVersion.updateMany({
    where: { ...own, version: change.version },
    data: { status: 'published', publishedAt: new Date(Math.max(Date.now(), latest + 1)) },
  });
  const replacedVersion = publishedVersion(profile)?.version;
  await recordChange(prisma, catalog, profile.name, { ...change, replacedVersion });
}

export async function recordChange(
  prisma: Prisma.TransactionClient,
  catalog: string,
  profile: string,
  { action, version, replacedVersion, author, reason, scheduleId, refusal }: RecordedChange,
): Promise<void> {
  await prisma.profileEvent.create({
    data: {
      catalogName: catalog,
      profileName: profile,
      action,
      version,
      replacedVersion: replacedVersion ?? null,
      author: author ?? null,
      reason: reason ?? null,
      scheduleId: scheduleId ?? null,
      problem: refusal?.problem ?? null,
      brokenGoldenQueries: [...(refusal?.brokenGoldenQueries ?? [])],
    },
  });
}

/** @throws UnstorableTextError */
export function requireStorableChange({ author, reason }: ProfileChange): void {
  requireStorable('The author', author);
  requireStorable('The reason', reason);
}

export function publishedMs({ publishedAt }: FusionProfileVersion): number {
  return publishedAt?.getTime() ?? 0;
}

export function toProfile(row: { name: string; versions: FusionProfileVersionModel[] }): FusionProfile {
  return { name: row.name, versions: row.versions.map(toVersion) };
}

function toVersion(row: FusionProfileVersionModel): FusionProfileVersion {
  const { version, status, baseVersion, author, reason, createdAt, publishedAt } = row;
  return {
    version,
    weights: row.weights as Weights,
    status,
    ...(baseVersion === null ? {} : { baseVersion }),
    ...(author === null ? {} : { author }),
    ...(reason === null ? {} : { reason }),
    createdAt,
    ...(publishedAt === null ? {} : { publishedAt }),
  };
}
