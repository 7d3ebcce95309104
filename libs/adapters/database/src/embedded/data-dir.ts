import { mkdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresStartError } from '../errors.ts';

/** Where the parts of an embedded PostgreSQL lie; absolute, links resolved, so that every process names them alike. */
export interface DataDir {
  readonly root: string;
  /** PostgreSQL's own folder; comes into being complete, by a rename. */
  readonly cluster: string;
  /** Inside the cluster, so that it is as old as the cluster: the password in a file that only its owner reads. */
  readonly password: string;
  /** For other processes that want to connect: URL and process id. */
  readonly connection: string;
  readonly log: string;
}

export const SUPERUSER = 'kindred';
export const DATABASE = 'kindred';

/**
 * Makes the folder where it is new. Others may pass through it, not list it; what it holds is closed to them.
 * @throws EmbeddedPostgresStartError when it holds another user's cluster
 */
export async function prepareDataDir(path: string): Promise<DataDir> {
  await mkdir(path, { recursive: true, mode: 0o711 });
  const root = await realpath(path);
  const cluster = join(root, 'cluster');
  await checkOwner(cluster);
  return {
    root,
    cluster,
    password: join(cluster, 'kindred-password'),
    connection: join(root, 'postgres.json'),
    log: join(root, 'postgres.log'),
  };
}

async function checkOwner(cluster: string): Promise<void> {
  const owner = await stat(cluster).then(
    ({ uid }) => uid,
    () => undefined,
  );
  const user = process.getuid?.();
  if (owner === undefined || user === undefined || user === 0 || user === owner) return;
  throw new EmbeddedPostgresStartError(
    `'${cluster}' belongs to user ${String(owner)}, this is user ${String(user)}. ` +
      'Run Kindred as the user (or root) who ran it there first, or choose another KINDRED_DATA_DIR.',
  );
}
