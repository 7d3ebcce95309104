import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { CudaInstallError } from '../errors.ts';
import { areInstalled, findCudaLibraries, type CudaLibraries } from './cuda-libraries.ts';

export interface InstallScriptOptions {
  /** Told what the script says. */
  readonly onLine?: (line: string) => void;
  readonly signal?: AbortSignal;
  /** Default: an hour. */
  readonly timeoutMs?: number;
}

const HOUR_MS = 3_600_000;

/**
 * Runs the package's own step that npm was told to leave out, also where the files are there already. It honours
 * GLOBAL_AGENT_HTTPS_PROXY. @returns what is there then @throws CudaInstallError
 */
export async function runInstallScript(
  { packageFolder, platform }: CudaLibraries,
  { onLine = () => undefined, signal, timeoutMs = HOUR_MS }: InstallScriptOptions = {},
): Promise<CudaLibraries> {
  const script = join(packageFolder, 'script', 'install.js');
  // `true` means all that the platform may have; a name such as cuda12 is not understood by every version.
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'true' };
  const limit = AbortSignal.timeout(timeoutMs);
  const child = spawn(process.execPath, [script], {
    cwd: packageFolder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
  });
  let errors = '';
  const tell = (text: string): void => text.split('\n').filter(Boolean).forEach(onLine);
  child.stdout.setEncoding('utf8').on('data', tell);
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', (error) => {
      const why = limit.aborted ? `took longer than ${String(timeoutMs / 1000)} s` : error.message;
      reject(signal?.aborted === true ? (signal.reason as Error) : new CudaInstallError(`'${script}' ${why}`, error));
    });
    child.on('close', resolve);
  });
  if (code !== 0) throw new CudaInstallError(`'${script}' ended with ${String(code)}: ${reasonIn(errors)}`);
  const after = findCudaLibraries(packageFolder, platform);
  if (areInstalled(after)) return after;
  const missing = after.files.filter(({ present }) => !present).map(({ path }) => path);
  throw new CudaInstallError(`'${script}' ended well, but ${missing.join(' and ')} is not there`);
}

/** Node prints where an error was thrown before it says which. */
function reasonIn(errors: string): string {
  const lines = errors.split('\n').map((line) => line.trim());
  return lines.find((line) => /^(\w*Error|Error)\b/u.test(line)) ?? lines.find(Boolean) ?? 'without a word';
}
