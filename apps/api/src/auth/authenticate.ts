import type { ApiKeyDirectory, ApiKeyGrant } from './api-key-directory.ts';
import { badCatalogName, badCredentials, catalogForbidden } from './auth-errors.ts';

/** Who asks, and for which catalog. */
export interface Principal {
  readonly role: ApiKeyGrant['role'];
  readonly catalog: string;
  /** Name of the API key; absent where none was needed. */
  readonly author?: string;
}

export interface AuthenticationSettings {
  readonly apiKeys: ApiKeyDirectory;
  /** The catalog of requests that name none. */
  readonly defaultCatalog: string;
  /** When requests without a key may do everything. */
  readonly openWithoutKey: 'never' | 'until there are keys' | 'always';
}

export interface CredentialHeaders {
  readonly authorization?: string | undefined;
  readonly catalog?: string | undefined;
}

/** What catalogs may be called; the name becomes part of names in the vector store. */
const CATALOG_NAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,99}$/u;

/** @throws GraphQLError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT */
export async function authenticate(settings: AuthenticationSettings, headers: CredentialHeaders): Promise<Principal> {
  const grant = await findGrant(settings, headers.authorization);
  const asked = headers.catalog === '' ? undefined : headers.catalog;
  if (asked !== undefined && !CATALOG_NAME.test(asked)) throw badCatalogName(asked);
  if (grant.catalog !== undefined && asked !== undefined && asked !== grant.catalog) throw catalogForbidden(asked);
  return {
    role: grant.role,
    catalog: grant.catalog ?? asked ?? settings.defaultCatalog,
    ...(grant.author === undefined ? {} : { author: grant.author }),
  };
}

async function findGrant(settings: AuthenticationSettings, authorization: string | undefined): Promise<ApiKeyGrant> {
  if (authorization === undefined || authorization === '') {
    if (await isOpen(settings)) return { role: 'admin' };
    throw badCredentials('This server wants an API key.');
  }
  const token = /^Bearer (kdr_[\w-]{8,200})$/i.exec(authorization)?.[1];
  if (token === undefined) throw badCredentials('The Authorization header holds no API key.');
  const grant = await settings.apiKeys.find(token);
  if (grant === undefined) throw badCredentials('The API key is unknown or was revoked.');
  return grant;
}

async function isOpen({ openWithoutKey, apiKeys }: AuthenticationSettings): Promise<boolean> {
  if (openWithoutKey === 'until there are keys') return !(await apiKeys.hasActive());
  return openWithoutKey === 'always';
}
