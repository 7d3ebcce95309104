import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';

/** A folder per test, closed to other users (0700), removed after it. Call at the top of a suite. */
export function temporaryDirs(): () => Promise<string> {
  const made: string[] = [];
  afterEach(async () => {
    for (const dir of made.splice(0)) await rm(dir, { recursive: true, force: true, maxRetries: 10 });
  });
  return async () => {
    const dir = await mkdtemp(join(tmpdir(), 'kindred-database-'));
    made.push(dir);
    return dir;
  };
}
