import {
  newestVersion,
  NoEarlierVersionError,
  ProfileConflictError,
  ProfileNotFoundError,
  ProfileVersionNotFoundError,
  publishedVersion,
  type FusionProfile,
  type FusionProfileRepository,
  type ProfileChange,
  type ProfileDraft,
  type ProfileHistoryPage,
  type ProfileHistoryQuery,
  type Publication,
  validateProfileName,
} from '@kindred/catalog';
import type { Prisma } from '../generated/client.ts';
import { checkedLimit } from './limit.ts';
import {
  lockProfile,
  publishedMs,
  publishLocked,
  readProfile,
  recordChange,
  requireStorableChange,
  toProfile,
  VERSIONS,
  type RecordedChange,
} from './profile-changes.ts';
import type { PrismaSession } from './prisma-session.ts';
import { toProfileEvent } from './profile-event-row.ts';
import { isStorable, requireStorable, toStorable } from './storable-text.ts';

/** Changes of one profile wait for each other: each locks the profile's row. */
export class PostgresProfileRepository implements FusionProfileRepository {
  readonly #prisma: PrismaSession;

  constructor(prisma: PrismaSession) {
    this.#prisma = prisma;
  }

  /** In code-point order of their names. */
  async list(catalog: string): Promise<FusionProfile[]> {
    if (!isStorable(catalog)) return [];
    const rows = await this.#prisma.run((prisma) =>
      prisma.fusionProfile.findMany({
        where: { catalogName: catalog },
        include: VERSIONS,
        orderBy: { name: 'asc' },
      }),
    );
    return rows.map(toProfile);
  }

  async find(catalog: string, name: string): Promise<FusionProfile | undefined> {
    if (!isStorable(catalog) || !isStorable(name)) return undefined;
    const row = await this.#prisma.run((prisma) =>
      prisma.fusionProfile.findUnique({
        where: { catalogName_name: { catalogName: catalog, name } },
        include: VERSIONS,
      }),
    );
    return row === null ? undefined : toProfile(row);
  }

  /** @throws CatalogNotFoundError, UnstorableTextError too */
  async saveDraft(catalog: string, draft: ProfileDraft): Promise<FusionProfile> {
    const { name, weights, author, reason, baseVersion } = draft;
    for (const [field, text] of Object.entries({
      catalog,
      name,
      author,
      reason,
      modality: Object.keys(weights).join(''),
    }))
      requireStorable(`The profile's ${field}`, text);
    return this.#prisma.transaction(catalog, async (prisma) => {
      await prisma.$executeRaw`
        INSERT INTO fusion_profile (catalog, name) VALUES (${catalog}, ${name}) ON CONFLICT DO NOTHING`;
      const profile = (await lockProfile(prisma, catalog, name)) ?? { name, versions: [] };
      const newest = newestVersion(profile);
      if (newest === 0) validateProfileName(name);
      if (baseVersion !== undefined && baseVersion !== newest) throw ProfileConflictError.ofDraft(profile, baseVersion);
      const version = newest + 1;
      await prisma.fusionProfileVersion.create({
        data: {
          catalogName: catalog,
          profileName: name,
          version,
          weights: { ...weights },
          status: 'draft',
          ...(baseVersion === undefined ? {} : { baseVersion }),
          ...(author === undefined ? {} : { author }),
          ...(reason === undefined ? {} : { reason }),
        },
      });
      await recordChange(prisma, catalog, name, { action: 'drafted', version, ...changeOf(draft) });
      return readProfile(prisma, catalog, name);
    });
  }

  /** @throws ProfileNotFoundError too */
  async publish(catalog: string, name: string, version: number, publication: Publication = {}): Promise<FusionProfile> {
    requireStorableChange(publication);
    const { expectedPublished: expected } = publication;
    return this.#publish(catalog, name, (profile) => {
      if (!profile.versions.some((entry) => entry.version === version))
        throw new ProfileVersionNotFoundError(name, version);
      if (expected !== undefined && expected !== (publishedVersion(profile)?.version ?? 0))
        throw ProfileConflictError.ofPublication(profile, expected);
      return { action: 'published', version, ...changeOf(publication) };
    });
  }

  /** @throws ProfileNotFoundError too */
  async rollBack(catalog: string, name: string, change: ProfileChange = {}): Promise<FusionProfile> {
    requireStorableChange(change);
    return this.#publish(catalog, name, (profile) => {
      const [last] = profile.versions
        .filter(({ status }) => status === 'retired')
        .toSorted((left, right) => publishedMs(right) - publishedMs(left));
      if (last === undefined) throw new NoEarlierVersionError(name);
      return { action: 'rolled_back', version: last.version, ...changeOf(change) };
    });
  }

  async history(catalog: string, name: string, { limit, before }: ProfileHistoryQuery): Promise<ProfileHistoryPage> {
    checkedLimit(limit, { smallest: 1, largest: 1000 });
    if (!isStorable(catalog) || !isStorable(name)) return { events: [], hasMore: false };
    const rows = await this.#prisma.run((prisma) =>
      prisma.profileEvent.findMany({
        where: {
          catalogName: catalog,
          profileName: name,
          ...(before === undefined ? {} : { sequence: { lt: before } }),
        },
        orderBy: { sequence: 'desc' },
        take: limit + 1,
      }),
    );
    return { events: rows.slice(0, limit).map(toProfileEvent), hasMore: rows.length > limit };
  }

  /** Publishes the version that `choose` names. */
  async #publish(
    catalog: string,
    name: string,
    choose: (profile: FusionProfile) => RecordedChange,
  ): Promise<FusionProfile> {
    if (!isStorable(catalog) || !isStorable(name)) throw new ProfileNotFoundError(catalog, toStorable(name));
    return this.#prisma.transaction(catalog, async (prisma: Prisma.TransactionClient) => {
      const profile = await lockProfile(prisma, catalog, name);
      if (profile === undefined) throw new ProfileNotFoundError(catalog, name);
      await publishLocked(prisma, catalog, profile, choose(profile));
      return readProfile(prisma, catalog, name);
    });
  }
}

function changeOf({ author, reason }: ProfileChange): ProfileChange {
  return { ...(author === undefined ? {} : { author }), ...(reason === undefined ? {} : { reason }) };
}
