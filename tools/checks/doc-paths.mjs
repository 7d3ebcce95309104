// Every path in backticks or links of the Markdown files that looks like one of ours must exist.
import { existsSync, readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { root } from '../bootstrap/runtime.mjs';

const tops = '(?:apps|libs|tools|docs|models|prisma|docker)';
const inBackticks = new RegExp('`(' + tops + '/[A-Za-z0-9_./@-]+)`', 'g');
const inLinks = /\]\((?!https?:|#|mailto:)([^)#\s]+)/g;
const listed = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: root,
  encoding: 'utf8',
});
const problems = [];

for (const file of listed.stdout.split('\n').filter(Boolean)) {
  if (!existsSync(join(root, file))) continue;
  const text = readFileSync(join(root, file), 'utf8');
  for (const [, path] of text.matchAll(inBackticks)) {
    if (!path.includes('/dist/') && !existsSync(join(root, path))) problems.push(`${file}: ${path} does not exist`);
  }
  for (const [, path] of text.matchAll(inLinks)) {
    if (!existsSync(join(root, dirname(file), path))) problems.push(`${file}: link to ${path} leads nowhere`);
  }
}

for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
