import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

const BYTES = 32;

/** The secret in that file, made at the first start; two processes that start at once agree. */
export async function loadSecret(path: string): Promise<Uint8Array> {
  const stored = await readSecret(path);
  if (stored !== undefined) return stored;
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.tmp`;
  await writeFile(draft, randomBytes(BYTES), { mode: 0o600 });
  // Unlike a rename, a link never replaces what another process put there meanwhile.
  await link(draft, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft, { force: true });
  return (await readSecret(path)) ?? randomBytes(BYTES);
}

async function readSecret(path: string): Promise<Uint8Array | undefined> {
  const bytes = await readFile(path).catch(() => undefined);
  return bytes?.length === BYTES ? bytes : undefined;
}
