import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

/** A folder for the tests of this file, removed at their end. Call it at the top of the file. */
export function useTemporaryFolder(): { readonly path: string } {
  const folder = { path: '' };
  beforeAll(async () => {
    folder.path = await realpath(await mkdtemp(join(tmpdir(), 'kindred-cli-')));
  });
  afterAll(() => rm(folder.path, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}
