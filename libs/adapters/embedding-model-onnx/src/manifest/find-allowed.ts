import { realpath } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { ModelFileError } from '../errors.ts';

/** The path with links followed. @throws ModelFileError if there is nothing, or it lies outside of the folders */
export async function findAllowed(path: string, allowedFolders: readonly string[]): Promise<string> {
  const real = await realpath(resolve(path)).catch((error: unknown) => {
    throw new ModelFileError(path, 'does not exist or cannot be reached.', error);
  });
  for (const folder of allowedFolders) {
    const root = await realpath(resolve(folder)).catch(() => undefined);
    if (root !== undefined && real.startsWith(root.endsWith(sep) ? root : root + sep)) return real;
  }
  const folders = allowedFolders.length === 0 ? 'none is configured' : `they are: ${allowedFolders.join(', ')}`;
  throw new ModelFileError(path, `lies outside of the folders that encoders may be loaded from (${folders}).`);
}
