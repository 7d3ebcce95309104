import { readFile } from 'node:fs/promises';

/** Linux's file of NVIDIA's kernel module. */
const VERSION_FILE = '/proc/driver/nvidia/version';

/** The version of the NVIDIA driver, "570.86.10"; undefined where there is none. Without it no CUDA program runs. */
export async function findNvidiaDriver(versionFile = VERSION_FILE): Promise<string | undefined> {
  const text = await readFile(versionFile, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  return /Kernel Module.*?\s(?<version>\d+\.\d+(?:\.\d+)?)\s/u.exec(text)?.groups?.['version'] ?? 'of unknown version';
}
