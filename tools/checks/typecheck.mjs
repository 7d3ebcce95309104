import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../bootstrap/runtime.mjs';

/** Every TypeScript program of the repository: libraries and apps, then their tests, then the console. */
const programs = [['-b'], ['-p', 'tsconfig.tests.json'], ['-p', 'apps/console']];

for (const program of programs) {
  const extra = program[0] === '-b' ? [] : ['--noEmit'];
  const result = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...program, ...extra], {
    cwd: root,
    stdio: 'inherit',
  });
  if (result.status !== 0) process.exitCode = 1;
}
