// Lint, types, boundaries and every test; ends with the line `N passed, N failed`.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from '../bootstrap/runtime.mjs';
import { runNx } from './run-nx.mjs';
import { checkTargets } from './steps.mjs';

const filters = process.argv.slice(2);
const reportFile = join(root, '.kindred-build', 'tests.json');
let passed = 0;
let failed = 0;
let skipped = 0;

if (filters.length === 0) {
  for (const target of checkTargets) {
    const code = await runNx([target]);
    if (code === 0) passed += 1;
    else failed += 1;
    console.log(`${code === 0 ? '✓' : '✗'} check: ${target}`);
  }
}

mkdirSync(join(root, '.kindred-build'), { recursive: true });
const first = await runVitest(filters);
const crashed = filesWithoutVerdict(first.report);
// A process that native code ended says nothing about the tests in it: they are run again, once, and it is said aloud.
const second = crashed.length > 0 && first.crashes ? await runVitest(crashed) : undefined;
count(first.report, second === undefined ? [] : crashed);
if (second !== undefined) {
  for (const file of crashed) console.log(`the process of ${relative(root, file)} died; its tests were run again`);
  // What passed before the process died is in both reports.
  passed -= testsIn(first.report, crashed, 'passed');
  skipped -= testsIn(first.report, crashed, 'pending') + testsIn(first.report, crashed, 'skipped');
  count(second.report);
}
const undecided = filesWithoutVerdict((second ?? first).report).length;
failed += undecided;
const lastCode = (second ?? first).exitCode;
if (lastCode !== 0 && failed === 0) failed += 1;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;

function count(report, silent = []) {
  passed += report?.numPassedTests ?? 0;
  failed += report?.numFailedTests ?? 0;
  skipped += (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
  if (report !== undefined) printSkipped(report, silent);
}

/** Files that failed though none of their tests did: they could not be loaded, or their process died. */
function filesWithoutVerdict(report) {
  return (report?.testResults ?? [])
    .filter((file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'))
    .map(({ name }) => name);
}

function testsIn(report, files, status) {
  return report.testResults
    .filter(({ name }) => files.includes(name))
    .reduce((sum, file) => sum + file.assertionResults.filter((test) => test.status === status).length, 0);
}

/** Resolves to what Vitest ended with and wrote, and whether the process of a test file was ended by a signal. */
async function runVitest(names) {
  rmSync(reportFile, { force: true });
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportFile}`,
    ...names,
  ];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'pipe'] });
  let crashes = false;
  child.stderr.on('data', (chunk) => {
    crashes ||= /Worker exited unexpectedly with signal/.test(String(chunk));
    process.stderr.write(chunk);
  });
  const exitCode = await new Promise((resolve) => child.on('close', (code) => resolve(code ?? 1)));
  const report = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : undefined;
  return { exitCode, report, crashes };
}

function printSkipped(report, silent) {
  for (const file of report.testResults) {
    if (silent.includes(file.name)) continue;
    for (const test of file.assertionResults) {
      if (test.status === 'pending' || test.status === 'skipped') console.log(`skipped: ${test.fullName}`);
    }
  }
}
