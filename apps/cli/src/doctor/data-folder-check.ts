import { access, constants, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { formatBytes } from '../output/format-amounts.ts';
import type { Check } from './check.ts';

const LOW_BYTES = 2e9;
const TOO_LOW_BYTES = 200e6;

/** Whether the data folder is there, may be written, and has room. */
export const dataFolderCheck: Check = {
  name: 'Data folder',
  hint: 'Give this user the folder, or set KINDRED_DATA_DIR to another one.',
  run: async ({ config: { dataDir } }) => {
    const found = await stat(dataDir).catch(() => undefined);
    if (found !== undefined && !found.isDirectory()) throw new Error(`${dataDir} is not a folder`);
    // A folder that is not there yet is made in the nearest one that is.
    const folder = found === undefined ? await nearestFolder(dirname(dataDir)) : dataDir;
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK).catch(() => {
      throw new Error(`${folder} may not be written by this user`);
    });
    const { bavail, bsize } = await statfs(folder);
    return judge(dataDir, bavail * bsize, found !== undefined);
  },
};

/** @internal exported for its test */
export function judge(dataDir: string, freeBytes: number, exists: boolean): Awaited<ReturnType<Check['run']>> {
  const detail = `${dataDir}${exists ? '' : ' (not made yet)'}, ${formatBytes(freeBytes)} free`;
  const hint = 'Free some room, or set KINDRED_DATA_DIR to a folder on another disk.';
  if (freeBytes < TOO_LOW_BYTES) return { status: 'fail', detail, hint };
  return freeBytes < LOW_BYTES ? { status: 'warn', detail, hint } : { status: 'ok', detail };
}

async function nearestFolder(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() === true || path === dirname(path) ? path : nearestFolder(dirname(path));
}
