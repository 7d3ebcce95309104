import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './runtime.mjs';

const stampFile = join(root, 'node_modules', '.kindred-install');

/** Runs `npm ci` when the lock file, the platform or an interrupted install asks for it. */
export function ensureInstalled() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  const wanted = createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return;
  console.error('Installing packages (npm ci) …');
  const started = Date.now();
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const options = { cwd: root, stdio: ['ignore', 2, 2], timeout: 15 * 60_000 };
  // Under `npm run`, the same npm that runs us; its Node must not be the one inside the folder that npm ci empties.
  const result = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  if (result.status !== 0) {
    throw new Error(
      `npm ci failed (${result.error?.message ?? `exit code ${String(result.status)}`}). Check the network or the npm registry setting, then run the command again.`,
    );
  }
  writeFileSync(stampFile, wanted);
  console.error(`Packages installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}
