import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { ProcessIdentity } from './process-identity.ts';

/** How another process reaches a running server. Holds the password: only its owner may read the file. */
export interface ConnectionInfo {
  readonly url: string;
  /** Which server it speaks of; another one is a leftover of an earlier start. */
  readonly postmaster: ProcessIdentity;
}

/** Whole or not at all: written beside and renamed. */
export async function writeConnectionFile(path: string, info: ConnectionInfo): Promise<void> {
  const draft = `${path}.${String(process.pid)}`;
  await writeFile(draft, `${JSON.stringify(info, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, path);
}

/** The connection to this very server; undefined while there is none. */
export async function findConnection(path: string, postmaster: ProcessIdentity): Promise<ConnectionInfo | undefined> {
  try {
    const info = JSON.parse(await readFile(path, 'utf8')) as ConnectionInfo;
    return info.postmaster === postmaster ? info : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Removes it if it still speaks of this server. */
export async function removeConnectionFile(path: string, postmaster: ProcessIdentity): Promise<void> {
  if ((await findConnection(path, postmaster)) !== undefined) await rm(path, { force: true });
}
