import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../bootstrap/runtime.mjs';

const nodeFolder = join(root, 'node_modules', '.bin');

/** Runs targets of the root project through Nx (cached); resolves to the exit code. Nx also makes the project graph that the boundary rule reads. */
export function runNx(targets) {
  const args = [
    join(root, 'node_modules/nx/dist/bin/nx.js'),
    'run-many',
    '-p',
    'kindred',
    '--parallel=2',
    '--outputStyle=stream',
  ];
  const child = spawn(process.execPath, [...args, '-t', ...targets], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      NX_DAEMON: 'false',
      NX_TUI: 'false',
      PATH: `${nodeFolder}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`,
    },
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
