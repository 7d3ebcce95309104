import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { EmbeddedPostgresUnsupportedError } from '../errors.ts';

/** How a program is started so that PostgreSQL accepts its user. */
export interface RunAs {
  /** Owner of the cluster's files; undefined: the user of this process. */
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
  /** In words, for the log. */
  readonly description: string;
  command(program: string, args: readonly string[]): LaunchCommand;
}

export interface LaunchCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * PostgreSQL refuses to run as root. An ordinary user runs it as himself. Root runs it as the owner of the cluster, for a
 * new one as `nobody`: by a plain change of user where that one may pass through all folders; else through util-linux's
 * `setpriv`, which leaves the server one capability, to pass through folders closed to it (`mktemp -d` and /root are).
 * @param folders that the program must reach
 * @throws EmbeddedPostgresUnsupportedError
 */
export function chooseRunAs(folders: readonly string[], cluster: string): RunAs {
  const setpriv = findSetpriv();
  if (process.getuid?.() !== 0)
    return {
      owner: undefined,
      description: 'this user',
      command: (file, args) => dyingWithParent(setpriv, file, args),
    };
  const owner = ownerOf(cluster) ?? findNobody();
  const description = `user ${String(owner.uid)}`;
  const closed = folders.find((folder) => !canPassThrough(folder, owner));
  if (closed === undefined && setpriv === undefined)
    return { owner, description, command: (file, args) => ({ file, args, ...owner }) };
  if (setpriv !== undefined) {
    const capability = closed === undefined ? undefined : setpriv.capability;
    if (closed === undefined || capability !== undefined)
      return {
        owner,
        description: capability === undefined ? description : `${description} with ${capability}`,
        command: (program, args) => ({
          file: 'setpriv',
          args: [...privileges(owner, capability), ...setpriv.deathSignal, program, ...args],
        }),
      };
  }
  throw new EmbeddedPostgresUnsupportedError(
    `PostgreSQL must not run as root, and user ${String(owner.uid)} can't reach '${String(closed)}'. ` +
      "Run Kindred as an ordinary user, install util-linux's setpriv, or move the clone and KINDRED_DATA_DIR where all users may pass (chmod o+x)",
  );
}

interface Setpriv {
  /** Options by which the kernel stops the server when its guardian is killed; none before util-linux 2.33. */
  readonly deathSignal: readonly string[];
  /** The smallest one held that lets a program pass through folders closed to it. */
  readonly capability: string | undefined;
}

function findSetpriv(): Setpriv | undefined {
  if (process.platform !== 'linux') return undefined;
  let help: string;
  try {
    help = execFileSync('setpriv', ['--help'], {
      encoding: 'utf8',
      timeout: 5000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return undefined;
  }
  if (!help.includes('--ambient-caps') || !help.includes('--securebits')) return undefined;
  return { deathSignal: help.includes('--pdeathsig') ? ['--pdeathsig=INT'] : [], capability: findCapability() };
}

/** Linux capabilities by their bit: 1 is DAC_OVERRIDE, 2 DAC_READ_SEARCH, 8 SETPCAP. A container may have been denied them. */
function findCapability(): string | undefined {
  const permitted = BigInt(`0x${/CapPrm:\s*([0-9a-f]+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'}`);
  const has = (bit: bigint) => ((permitted >> bit) & 1n) === 1n;
  if (!has(8n)) return undefined;
  if (has(2n)) return 'dac_read_search';
  return has(1n) ? 'dac_override' : undefined;
}

/** `no_setuid_fixup` keeps the capability in access(2) too, by which PostgreSQL looks at its own program. */
function privileges({ uid, gid }: { uid: number; gid: number }, capability: string | undefined): string[] {
  const user = [`--reuid=${String(uid)}`, `--regid=${String(gid)}`, '--clear-groups'];
  if (capability === undefined) return [...user, '--inh-caps=-all'];
  const only = `-all,+${capability}`;
  return [
    ...user,
    '--securebits=+no_setuid_fixup',
    `--inh-caps=${only}`,
    `--ambient-caps=${only}`,
    `--bounding-set=${only}`,
  ];
}

function dyingWithParent(setpriv: Setpriv | undefined, program: string, args: readonly string[]): LaunchCommand {
  if (setpriv === undefined || setpriv.deathSignal.length === 0) return { file: program, args };
  return { file: 'setpriv', args: [...setpriv.deathSignal, program, ...args] };
}

function ownerOf(cluster: string): { uid: number; gid: number } | undefined {
  if (!existsSync(cluster)) return undefined;
  const { uid, gid } = statSync(cluster);
  return uid === 0 ? undefined : { uid, gid };
}

export function findNobody(): { uid: number; gid: number } {
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((line) => line.startsWith('nobody:'))
    ?.split(':');
  if (entry === undefined)
    throw new EmbeddedPostgresUnsupportedError(
      "PostgreSQL must not run as root, and there is no user 'nobody'. Run Kindred as an ordinary user",
    );
  // macOS writes -2 for the highest but one.
  return { uid: Number(entry[2]) >>> 0, gid: Number(entry[3]) >>> 0 };
}

/** By the permission bits of the folder and all above it; access lists are not looked at. */
export function canPassThrough(folder: string, { uid, gid }: { uid: number; gid: number }): boolean {
  for (let path = folder; ; path = dirname(path)) {
    const stat = statSync(path);
    const bit = stat.uid === uid ? 0o100 : stat.gid === gid ? 0o010 : 0o001;
    if ((stat.mode & bit) === 0) return false;
    if (path === dirname(path)) return true;
  }
}
