// Lint, types, boundaries and every test; ends with the line `N passed, N failed`.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
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
rmSync(reportFile, { force: true });
const exitCode = await runVitest();
if (existsSync(reportFile)) {
  const report = JSON.parse(readFileSync(reportFile, 'utf8'));
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  skipped += report.numPendingTests + report.numTodoTests;
  // A file that could not be loaded has no tests to count, but it is a failure.
  failed += report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  ).length;
  printSkipped(report);
}
if (exitCode !== 0 && failed === 0) failed += 1;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;

function runVitest() {
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportFile}`,
    ...filters,
  ];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
}

function printSkipped(report) {
  for (const file of report.testResults) {
    for (const test of file.assertionResults) {
      if (test.status === 'pending' || test.status === 'skipped') console.log(`skipped: ${test.fullName}`);
    }
  }
}
