import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';

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

/** Makes the folder where it is new. Others may pass through it, not list it; what it holds is closed to them. */
export async function prepareDataDir(path: string): Promise<DataDir> {
  await mkdir(path, { recursive: true, mode: 0o711 });
  const root = await realpath(path);
  const cluster = join(root, 'cluster');
  return {
    root,
    cluster,
    password: join(cluster, 'kindred-password'),
    connection: join(root, 'postgres.json'),
    log: join(root, 'postgres.log'),
  };
}
