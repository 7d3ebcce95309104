// Generates the Prisma client, apps/api/schema.graphql, the console's types and the scan kernels. With --check: fails if anything changed by it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../bootstrap/runtime.mjs';

const generated = [
  'libs/adapters/database/src/generated',
  'libs/adapters/vector-store-embedded/src/generated',
  'apps/api/schema.graphql',
  'apps/console/src/generated',
];
const steps = [
  // `generate` needs no schema engine, which Prisma would download; this Node stands in its place and is not called.
  {
    cwd: '.',
    args: ['node_modules/prisma/build/index.js', 'generate'],
    env: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath },
  },
  {
    cwd: '.',
    args: [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--root',
      'apps/api',
      'src/graphql/build-schema.test.ts',
      // Behind the file, which it would take for its value.
      '--update',
    ],
    env: {},
  },
  {
    cwd: 'apps/console',
    args: ['../../node_modules/@graphql-codegen/cli/esm/bin.js', '--config', 'codegen.ts'],
    env: {},
  },
  { cwd: 'libs/adapters/vector-store-embedded', args: ['compile-kernels.mjs'], env: {} },
];

const before = new Map(generated.map((path) => [path, hashOf(path)]));
for (const { cwd, args, env } of steps) {
  const result = spawnSync(process.execPath, args, {
    cwd: join(root, cwd),
    env: { ...process.env, ...env },
    encoding: 'utf8',
    timeout: 120_000,
  });
  if (result.status !== 0) {
    console.error(`${args.join(' ')} failed:\n${result.stdout}\n${result.stderr}`);
    process.exit(1);
  }
}
const changed = generated.filter((path) => before.get(path) !== hashOf(path));
for (const path of changed) console.error(`${path} was out of date; it has been generated anew.`);
if (process.argv.includes('--check') && changed.length > 0) process.exitCode = 1;

function hashOf(path) {
  const hash = createHash('sha256');
  addToHash(hash, join(root, path));
  return hash.digest('hex');
}

function addToHash(hash, path) {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) {
    hash.update(path).update(readFileSync(path));
    return;
  }
  for (const entry of readdirSync(path).sort()) addToHash(hash, join(path, entry));
}
