import {
  MAX_GOLDEN_QUERIES,
  ProfileNotFoundError,
  TooManyGoldenQueriesError,
  type GoldenQuery,
  type GoldenQueryInput,
  type GoldenQueryRepository,
} from '@kindred/catalog';
import type { GoldenQueryModel } from '../generated/models.ts';
import type { PrismaSession } from './prisma-session.ts';
import { isStorable, requireStorable } from './storable-text.ts';

export class PostgresGoldenQueryRepository implements GoldenQueryRepository {
  readonly #prisma: PrismaSession;

  constructor(prisma: PrismaSession) {
    this.#prisma = prisma;
  }

  async list(catalog: string, profile?: string): Promise<GoldenQuery[]> {
    if (!isStorable(catalog) || (profile !== undefined && !isStorable(profile))) return [];
    const rows = await this.#prisma.run((prisma) =>
      prisma.goldenQuery.findMany({
        where: {
          catalogName: catalog,
          ...(profile === undefined ? {} : { OR: [{ profileName: null }, { profileName: profile }] }),
        },
        orderBy: { name: 'asc' },
      }),
    );
    return rows.map(toGoldenQuery);
  }

  async find(catalog: string, name: string): Promise<GoldenQuery | undefined> {
    if (!isStorable(catalog) || !isStorable(name)) return undefined;
    const where = { catalogName_name: { catalogName: catalog, name } };
    const row = await this.#prisma.run((prisma) => prisma.goldenQuery.findUnique({ where }));
    return row === null ? undefined : toGoldenQuery(row);
  }

  /** @throws UnstorableTextError too */
  async save(catalog: string, query: GoldenQueryInput): Promise<GoldenQuery> {
    const { name, profile } = query;
    requireStorableQuery(catalog, query);
    return this.#prisma.transaction(catalog, async (prisma) => {
      // New ones of a catalog are counted one after the other.
      await prisma.$queryRaw`SELECT name FROM catalog WHERE name = ${catalog} FOR UPDATE`;
      const where = { catalogName_name: { catalogName: catalog, name } };
      if (profile !== undefined) {
        const found = await prisma.fusionProfile.count({ where: { catalogName: catalog, name: profile } });
        if (found === 0) throw new ProfileNotFoundError(catalog, profile);
      }
      const others = await prisma.goldenQuery.count({ where: { catalogName: catalog, name: { not: name } } });
      if (others >= MAX_GOLDEN_QUERIES) throw new TooManyGoldenQueriesError(catalog, MAX_GOLDEN_QUERIES);
      const data = columnsOf(query);
      return toGoldenQuery(
        await prisma.goldenQuery.upsert({ where, update: data, create: { catalogName: catalog, name, ...data } }),
      );
    });
  }

  async delete(catalog: string, name: string): Promise<boolean> {
    if (!isStorable(catalog) || !isStorable(name)) return false;
    const where = { catalogName: catalog, name };
    const { count } = await this.#prisma.run((prisma) => prisma.goldenQuery.deleteMany({ where }));
    return count > 0;
  }
}

function requireStorableQuery(catalog: string, query: GoldenQueryInput): void {
  const { name, profile, author, source, expectedItemIds } = query;
  requireStorable('The name of the catalog', catalog);
  requireStorable('The name of the golden query', name);
  requireStorable('The profile of the golden query', profile);
  requireStorable('The author of the golden query', author);
  requireStorable('The source of the golden query', source.kind === 'item' ? source.itemId : source.text);
  for (const id of expectedItemIds) requireStorable('An expected item of the golden query', id);
}

function columnsOf({ source, expectedItemIds, limit, profile, author }: GoldenQueryInput) {
  return {
    itemId: source.kind === 'item' ? source.itemId : null,
    text: source.kind === 'text' ? source.text : null,
    expectedItemIds: [...expectedItemIds],
    limit,
    profileName: profile ?? null,
    author: author ?? null,
    updatedAt: new Date(),
  };
}

function toGoldenQuery(row: GoldenQueryModel): GoldenQuery {
  const { name, itemId, text, expectedItemIds, limit, profileName, author, createdAt, updatedAt } = row;
  return {
    name,
    source: itemId === null ? { kind: 'text', text: text ?? '' } : { kind: 'item', itemId },
    expectedItemIds,
    limit,
    ...(profileName === null ? {} : { profile: profileName }),
    ...(author === null ? {} : { author }),
    createdAt,
    updatedAt,
  };
}
