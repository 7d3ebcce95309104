import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedPostgresStartError } from '../errors.ts';
import { type DataDir, SUPERUSER } from './data-dir.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { findProcessIdentity, isProcessAlive } from './process-identity.ts';
import type { RunAs } from './run-as.ts';

const INITDB_TIMEOUT_MS = 120_000;
/** Of the binaries; a cluster of another major version can't be opened. */
const MAJOR_VERSION = '18';
const run = promisify(execFile);

/**
 * Makes the cluster where there is none, with a random password. It is made under a name that tells its maker, and
 * renamed when complete: one that was killed half-way is swept away by the next start, and of two at once one wins.
 * @throws EmbeddedPostgresStartError
 */
export async function initializeCluster(dataDir: DataDir, binaries: PostgresBinaries, runAs: RunAs): Promise<void> {
  await removeAbandoned(dataDir.root);
  const version = await readVersion(dataDir.cluster);
  if (version === MAJOR_VERSION) return;
  if (version !== undefined)
    throw new EmbeddedPostgresStartError(
      `'${dataDir.cluster}' was written by PostgreSQL ${version}, the one here is ${MAJOR_VERSION}. ` +
        'Export its data with that version, or choose another KINDRED_DATA_DIR.',
    );
  const draft = join(
    dataDir.root,
    `cluster.new-${findProcessIdentity(process.pid) ?? ''}-${randomBytes(4).toString('hex')}`,
  );
  await mkdir(draft, { mode: 0o700 });
  const passwordDraft = `${draft}.password`;
  try {
    await writeFile(passwordDraft, randomBytes(24).toString('base64url'), { mode: 0o600 });
    if (runAs.owner !== undefined)
      for (const path of [draft, passwordDraft]) await chown(path, runAs.owner.uid, runAs.owner.gid);
    await initialize(draft, passwordDraft, { binaries, runAs });
    await rename(passwordDraft, join(draft, 'kindred-password'));
    await rename(draft, dataDir.cluster);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const lost = (code === 'ENOTEMPTY' || code === 'EEXIST') && (await readVersion(dataDir.cluster)) !== undefined;
    if (!lost) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true, maxRetries: 10 });
    await rm(passwordDraft, { force: true });
  }
}

async function initialize(
  cluster: string,
  passwordFile: string,
  { binaries, runAs }: { binaries: PostgresBinaries; runAs: RunAs },
): Promise<void> {
  const { file, args, ...user } = runAs.command(binaries.initdb, [
    '-D',
    cluster,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ]);
  const env = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', ...binaries.environment };
  try {
    await run(file, args, { cwd: '/', env, timeout: INITDB_TIMEOUT_MS, ...user });
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string };
    throw new EmbeddedPostgresStartError(`initdb failed: ${stderr.trim() || message}`, { cause: error });
  }
}

/** undefined: no cluster there. */
async function readVersion(cluster: string): Promise<string | undefined> {
  try {
    return (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function removeAbandoned(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    const maker = /^cluster\.new-(.+?)-[0-9a-f]{8}(\.password)?$/.exec(name)?.[1];
    if (maker !== undefined && !isProcessAlive(maker))
      await rm(join(root, name), { recursive: true, force: true, maxRetries: 10 });
  }
}
