import { access, constants, stat } from 'node:fs/promises';
import { UsageError } from '../errors.ts';

/** Before anything is opened or made. @throws UsageError unless each is a file that can be read */
export async function checkFiles(...paths: (string | undefined)[]): Promise<void> {
  for (const path of paths) {
    if (path === undefined) continue;
    const found = await stat(path).catch(() => undefined);
    if (found === undefined) throw new UsageError(`There is no file '${path}'. Check the path.`);
    if (!found.isFile()) throw new UsageError(`'${path}' is not a file.`);
    await access(path, constants.R_OK).catch(() => {
      throw new UsageError(`'${path}' may not be read by this user. Check its permissions.`);
    });
  }
}
