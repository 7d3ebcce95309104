import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './runtime.mjs';

const parts = {
  libs: {
    label: 'libraries and apps',
    sources: ['libs', 'apps/api', 'apps/cli', 'tools', 'tsconfig.json', 'tsconfig.base.json', 'package-lock.json'],
    proof: 'apps/api/dist/main.js',
    command: ['node_modules/typescript/bin/tsc', '-b'],
    cwd: '.',
  },
  console: {
    label: 'console',
    sources: ['apps/console', 'package-lock.json'],
    proof: 'apps/console/dist/index.html',
    command: ['../../node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'],
    cwd: 'apps/console',
  },
};

/** Builds a part unless its sources (by path, size and time) are those of the last successful build. */
export function ensureBuilt(name, node) {
  const part = parts[name];
  const stampFile = join(root, '.kindred-build', name);
  const wanted = fingerprint(part.sources);
  if (existsSync(join(root, part.proof)) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return;
  console.error(`Building ${part.label} …`);
  const [script, ...args] = part.command;
  const cwd = join(root, part.cwd);
  const result = spawnSync(node, [join(cwd, script), ...args], { cwd, stdio: ['ignore', 2, 2], timeout: 10 * 60_000 });
  if (result.status !== 0) throw new Error(`Building ${part.label} failed; the messages above say where.`);
  mkdirSync(join(root, '.kindred-build'), { recursive: true });
  writeFileSync(stampFile, wanted);
}

function fingerprint(sources) {
  const hash = createHash('sha256');
  for (const source of sources) addToHash(hash, source);
  return hash.digest('hex');
}

function addToHash(hash, path) {
  const full = join(root, path);
  if (!existsSync(full)) return;
  const status = statSync(full);
  if (!status.isDirectory()) {
    hash.update(`${path}\0${status.size}\0${status.mtimeMs}\n`);
    return;
  }
  for (const entry of readdirSync(full).sort()) {
    if (entry !== 'node_modules' && entry !== 'dist') addToHash(hash, `${path}/${entry}`);
  }
}
