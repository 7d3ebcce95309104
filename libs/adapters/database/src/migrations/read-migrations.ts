import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One folder of `prisma/migrations`. */
export interface Migration {
  /** The folder's name: time and title. Their order is the order of application. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 (hex) of the file, as Prisma records it. */
  readonly checksum: string;
  /** The same file checked out with other line ends counts as unchanged, as for Prisma. */
  readonly acceptedChecksums: ReadonlySet<string>;
}

/** `prisma/migrations` of the repository; source and dist lie at the same depth. */
export const MIGRATIONS_DIR = fileURLToPath(new URL('../../../../../prisma/migrations', import.meta.url));

/** All migrations of a folder, oldest first. */
export async function readMigrations(dir: string): Promise<Migration[]> {
  const entries = await readdir(dir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(dir, name, 'migration.sql'), 'utf8');
      const unix = sql.replaceAll('\r\n', '\n');
      const acceptedChecksums = new Set([sql, unix, unix.replaceAll('\n', '\r\n')].map(checksumOf));
      return { name, sql, checksum: checksumOf(sql), acceptedChecksums };
    }),
  );
}

function checksumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
