import { createHash, randomBytes } from 'node:crypto';
import type { ApiKeyModel } from '../generated/models.ts';
import type { ApiKeyRole } from '../generated/enums.ts';
import { ApiKeyNotFoundError } from './errors.ts';
import type { PrismaSession } from './prisma-session.ts';
import { isStorable, requireStorable, toStorable } from './storable-text.ts';

/** `kdr_` and 256 random bits in base64url. */
const KEY = /^kdr_[A-Za-z0-9_-]{43}$/;
const PREFIX_LENGTH = 12;

export interface ApiKeyGrant {
  readonly role: ApiKeyRole;
  /** The only catalog it opens; absent: all. */
  readonly catalog?: string;
}

/** Who uses the key, for what is recorded about changes. */
export interface AuthenticatedGrant extends ApiKeyGrant {
  /** The key's name, or its beginning where it has none. */
  readonly author: string;
}

/** What is kept of a key: not the key itself. */
export interface ApiKeyRecord extends ApiKeyGrant {
  /** The first 12 characters of the key: enough for people to tell keys apart. */
  readonly prefix: string;
  readonly name?: string;
  readonly createdAt: Date;
  readonly expiresAt?: Date;
  readonly revokedAt?: Date;
}

export interface ApiKeyRequest extends ApiKeyGrant {
  readonly name?: string;
  readonly expiresAt?: Date;
}

/** Keys of the API. Only their SHA-256 is stored; 256 random bits need no slow hash. */
export class PostgresApiKeyRepository {
  readonly #prisma: PrismaSession;

  constructor(prisma: PrismaSession) {
    this.#prisma = prisma;
  }

  /** The only time that the key itself is seen. @throws CatalogNotFoundError */
  async create({ role, catalog, name, expiresAt }: ApiKeyRequest): Promise<{ key: string; record: ApiKeyRecord }> {
    requireStorable('The name of the key', name);
    requireStorable('The name of the catalog', catalog);
    const key = `kdr_${randomBytes(32).toString('base64url')}`;
    const data = {
      prefix: key.slice(0, PREFIX_LENGTH),
      hash: hashOf(key),
      role,
      name: name ?? null,
      catalogName: catalog ?? null,
      expiresAt: expiresAt ?? null,
    };
    return { key, record: toRecord(await this.#prisma.run((prisma) => prisma.apiKey.create({ data }), catalog)) };
  }

  /** What the key opens, unless it is unknown, revoked or expired. */
  async authenticate(key: string): Promise<AuthenticatedGrant | undefined> {
    if (!KEY.test(key)) return undefined;
    const row = await this.#prisma.run((prisma) =>
      prisma.apiKey.findFirst({
        where: { hash: hashOf(key), ...activeAt(new Date()) },
        select: { role: true, catalogName: true, name: true, prefix: true },
      }),
    );
    return row === null ? undefined : { ...toGrant(row), author: row.name ?? row.prefix };
  }

  /** The same as `authenticate`, under the name that the API knows. */
  async find(token: string): Promise<AuthenticatedGrant | undefined> {
    return this.authenticate(token);
  }

  /** All keys, the revoked and expired too, newest first. */
  async list(): Promise<ApiKeyRecord[]> {
    const rows = await this.#prisma.run((prisma) =>
      prisma.apiKey.findMany({ orderBy: [{ createdAt: 'desc' }, { prefix: 'asc' }] }),
    );
    return rows.map(toRecord);
  }

  /** @param prefix the first 12 characters. @throws ApiKeyNotFoundError if no key that isn't revoked yet begins with it */
  async revoke(prefix: string): Promise<void> {
    if (!isStorable(prefix)) throw new ApiKeyNotFoundError(toStorable(prefix));
    const { count } = await this.#prisma.run((prisma) =>
      prisma.apiKey.updateMany({ where: { prefix, revokedAt: null }, data: { revokedAt: new Date() } }),
    );
    if (count === 0) throw new ApiKeyNotFoundError(prefix);
  }

  async countActive(): Promise<number> {
    return this.#prisma.run((prisma) => prisma.apiKey.count({ where: activeAt(new Date()) }));
  }

  async hasActive(): Promise<boolean> {
    return (await this.countActive()) > 0;
  }
}

function hashOf(key: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(key).digest());
}

function activeAt(now: Date) {
  return { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
}

function toGrant({ role, catalogName }: Pick<ApiKeyModel, 'role' | 'catalogName'>): ApiKeyGrant {
  return { role, ...(catalogName === null ? {} : { catalog: catalogName }) };
}

function toRecord(row: ApiKeyModel): ApiKeyRecord {
  const { prefix, name, createdAt, expiresAt, revokedAt } = row;
  return {
    ...toGrant(row),
    prefix,
    ...(name === null ? {} : { name }),
    createdAt,
    ...(expiresAt === null ? {} : { expiresAt }),
    ...(revokedAt === null ? {} : { revokedAt }),
  };
}
