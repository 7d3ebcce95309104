import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const minimumMajor = 22;

/** Node 24 from the platform package where it is installed, else the running Node if it is new enough. */
export function findNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const binary = process.platform === 'win32' ? 'node.exe' : 'bin/node';
  const packaged = join(root, 'node_modules', `node-${platform}-${process.arch}`, binary);
  if (existsSync(packaged)) return packaged;
  if (Number(process.versions.node.split('.')[0]) >= minimumMajor) return process.execPath;
  throw new Error(
    `Kindred needs Node ${minimumMajor} or newer; this is ${process.versions.node}, and there is no packaged Node for ` +
      `${process.platform}-${process.arch}. Install Node 24 and run the command again.`,
  );
}
