import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const DRAFT = '.tmp';
/** A draft that old was left by a process that died. */
const DEAD_DRAFT_MS = 600_000;

/**
 * A reader sees the whole file or none. `isDurable`: also after a power cut; without it a power cut may leave a file of the
 * right name with other contents.
 */
export async function writeAtomically(path: string, bytes: Uint8Array, isDurable: boolean): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}${DRAFT}`;
  try {
    const handle = await open(draft, 'wx', 0o640);
    try {
      await handle.writeFile(bytes);
      if (isDurable) await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

export interface StoredFile {
  readonly path: string;
  readonly bytes: number;
  /** When it was last written or used, in milliseconds since 1970. */
  readonly usedMs: number;
}

/** The files below a folder; drafts that a killed process left are removed on the way, fresh ones left out. */
export async function listFiles(dir: string, nowMs: number): Promise<StoredFile[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files: StoredFile[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const found = await stat(path).catch(() => undefined);
    if (found === undefined) continue;
    if (!entry.name.endsWith(DRAFT)) files.push({ path, bytes: found.size, usedMs: found.mtimeMs });
    else if (nowMs - found.mtimeMs > DEAD_DRAFT_MS) await rm(path, { force: true });
  }
  return files;
}
