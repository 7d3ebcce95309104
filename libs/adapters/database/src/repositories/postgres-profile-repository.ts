import {
  NoEarlierVersionError,
  ProfileNotFoundError,
  ProfileVersionNotFoundError,
  type FusionProfile,
  type FusionProfileRepository,
  type FusionProfileVersion,
  type Weights,
} from '@kindred/catalog';
import type { FusionProfileVersionModel } from '../generated/models.ts';
import type { Prisma } from '../generated/client.ts';
import type { PrismaSession } from './prisma-session.ts';
import { isStorable, requireStorable, toStorable } from './storable-text.ts';

const VERSIONS = { versions: { orderBy: { version: 'asc' } } } as const;
type SaveDraft = FusionProfileRepository['saveDraft'];

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

  /** @throws CatalogNotFoundError, UnstorableTextError */
  async saveDraft(catalog: string, draft: Parameters<SaveDraft>[1]): Promise<FusionProfile> {
    const { name, weights, author, reason } = draft;
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
      const profile = await lockProfile(prisma, catalog, name);
      await prisma.fusionProfileVersion.create({
        data: {
          catalogName: catalog,
          profileName: name,
          version: (profile?.versions.at(-1)?.version ?? 0) + 1,
          weights: { ...weights },
          status: 'draft',
          ...(author === undefined ? {} : { author }),
          ...(reason === undefined ? {} : { reason }),
        },
      });
      return readProfile(prisma, catalog, name);
    });
  }

  /** @throws ProfileNotFoundError too */
  async publish(catalog: string, name: string, version: number): Promise<FusionProfile> {
    return this.#change(catalog, name, (profile) => {
      if (!profile.versions.some((entry) => entry.version === version))
        throw new ProfileVersionNotFoundError(name, version);
      return version;
    });
  }

  /** @throws ProfileNotFoundError too */
  async rollBack(catalog: string, name: string): Promise<FusionProfile> {
    return this.#change(catalog, name, (profile) => {
      const [last] = profile.versions
        .filter(({ status }) => status === 'retired')
        .toSorted((left, right) => publishedMs(right) - publishedMs(left));
      if (last === undefined) throw new NoEarlierVersionError(name);
      return last.version;
    });
  }

  /** Publishes the version that `choose` names. */
  async #change(catalog: string, name: string, choose: (profile: FusionProfile) => number): Promise<FusionProfile> {
    if (!isStorable(catalog) || !isStorable(name)) throw new ProfileNotFoundError(catalog, toStorable(name));
    return this.#prisma.transaction(catalog, async (prisma) => {
      const profile = await lockProfile(prisma, catalog, name);
      if (profile === undefined) throw new ProfileNotFoundError(catalog, name);
      const version = choose(profile);
      const own = { catalogName: catalog, profileName: name };
      await prisma.fusionProfileVersion.updateMany({
        where: { ...own, status: 'published', version: { not: version } },
        data: { status: 'retired' },
      });
      // Two publications in the same millisecond still have an order, for a later roll-back.
      const latest = Math.max(...profile.versions.map(publishedMs));
      await prisma.fusionProfileVersion.updateMany({
        where: { ...own, version },
        data: { status: 'published', publishedAt: new Date(Math.max(Date.now(), latest + 1)) },
      });
      return readProfile(prisma, catalog, name);
    });
  }
}

function publishedMs({ publishedAt }: FusionProfileVersion): number {
  return publishedAt?.getTime() ?? 0;
}

async function lockProfile(
  prisma: Prisma.TransactionClient,
  catalog: string,
  name: string,
): Promise<FusionProfile | undefined> {
  const locked = await prisma.$queryRaw<unknown[]>`
    SELECT name FROM fusion_profile WHERE catalog = ${catalog} AND name = ${name} FOR UPDATE`;
  return locked.length === 0 ? undefined : readProfile(prisma, catalog, name);
}

async function readProfile(prisma: Prisma.TransactionClient, catalog: string, name: string): Promise<FusionProfile> {
  const where = { catalogName_name: { catalogName: catalog, name } };
  return toProfile(await prisma.fusionProfile.findUniqueOrThrow({ where, include: VERSIONS }));
}

function toProfile({ name, versions }: { name: string; versions: FusionProfileVersionModel[] }): FusionProfile {
  return { name, versions: versions.map(toVersion) };
}

function toVersion(row: FusionProfileVersionModel): FusionProfileVersion {
  const { version, status, author, reason, createdAt, publishedAt } = row;
  return {
    version,
    weights: row.weights as Weights,
    status,
    ...(author === null ? {} : { author }),
    ...(reason === null ? {} : { reason }),
    createdAt,
    ...(publishedAt === null ? {} : { publishedAt }),
  };
}
