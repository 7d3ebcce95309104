import { VectorStoreUnavailableError, VectorStoreVersionError } from '@kindred/vector-store';
import type { QdrantConnection } from './qdrant-connection.ts';

/** The first version with metadata of collections and with filters that an index takes into account (ACORN). */
export const OLDEST_VERSION = [1, 16] as const;

export interface QdrantServer {
  readonly version: string;
  /** Undefined where the server doesn't tell. */
  readonly cores: number | undefined;
}

/**
 * Asks who is there, and whether the key is right.
 *
 * @throws VectorStoreVersionError, VectorStoreAccessError, VectorStoreUnavailableError, VectorStoreTimeoutError
 */
export async function checkServer(connection: QdrantConnection): Promise<QdrantServer> {
  const { body } = await connection.exchange({ operation: 'open', method: 'GET', path: '/' });
  const version = readVersion(body);
  if (version === undefined)
    throw new VectorStoreUnavailableError('open', connection.location, {
      cause: 'what answers there is no Qdrant server',
    });
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_VERSION;
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor))
    throw new VectorStoreVersionError(
      connection.location,
      `Qdrant ${version}`,
      `Qdrant ${OLDEST_VERSION.join('.')} or newer`,
    );
  await connection.call({ operation: 'open', method: 'GET', path: '/aliases' });
  return { version, cores: await readCores(connection) };
}

function readVersion(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('title' in body) || !('version' in body)) return undefined;
  return String(body.title).toLowerCase().includes('qdrant') && typeof body.version === 'string'
    ? body.version
    : undefined;
}

/** Servers may keep their telemetry to themselves. */
async function readCores(connection: QdrantConnection): Promise<number | undefined> {
  const { status, body } = await connection.exchange({
    operation: 'open',
    method: 'GET',
    path: '/telemetry?details_level=1',
    accept: [400, 401, 403, 404],
  });
  if (status !== 200) return undefined;
  const { result } = body as { result?: { app?: { system?: { cores?: number | null } | null } } };
  return result?.app?.system?.cores ?? undefined;
}
