// Runs every npm script of the repository on a bare machine: any Node >= 20, no other tool, no dependency of its own.
// What a command needs (install, build) is done first and only when something changed.
import { ensureInstalled } from './bootstrap/install.mjs';
import { ensureBuilt } from './bootstrap/build.mjs';
import { findNode, root } from './bootstrap/runtime.mjs';
import { runToEnd } from './bootstrap/run.mjs';
import { serverSettings } from './bootstrap/server-settings.mjs';

/** What each command needs and starts. `entry` is a file that Node runs; `build` lists what must be built before. */
const commands = {
  demo: { build: ['libs', 'console'], entry: 'tools/demo/dist/main.js', ...serverSettings },
  start: { build: ['libs', 'console'], entry: 'apps/api/dist/main.js', ...serverSettings },
  kindred: { build: ['libs'], entry: 'apps/cli/bin/kindred.js' },
  bench: { build: ['libs'], entry: 'tools/benchmarks/dist/main.js', ...serverSettings },
  chaos: { build: ['libs', 'console'], entry: 'tools/chaos/dist/main.js' },
  test: { build: ['libs', 'console'], entry: 'tools/checks/test.mjs' },
  check: { build: [], entry: 'tools/checks/check.mjs' },
  codegen: { build: [], entry: 'tools/checks/codegen.mjs' },
  build: { build: ['libs', 'console'] },
};

const [name = '', ...args] = process.argv.slice(2);
const command = commands[name];
if (!command) {
  console.error(`Unknown command '${name}'. One of: ${Object.keys(commands).join(', ')}.`);
  process.exit(2);
}

try {
  ensureInstalled();
  const node = findNode();
  for (const part of command.build) ensureBuilt(part, node);
  if (command.entry) {
    const { flags = [], env = {} } = command;
    process.exitCode = await runToEnd(node, [...flags, `${root}/${command.entry}`, ...args], env);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
