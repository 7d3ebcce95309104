import { styleText } from 'node:util';
import { printable } from '../output/format-table.ts';
import type { CheckResult, CheckStatus } from './check.ts';

/** Coloured on a terminal only: a pipe and a file get plain text, on continuous integration too. */
const MARKS: Readonly<Record<CheckStatus, string>> = {
  ok: styleText('green', 'ok  '),
  warn: styleText('yellow', 'warn'),
  fail: styleText('red', 'fail'),
  info: styleText('dim', 'info'),
};

/** One line per check, the hint below it, and a sum. */
export function formatReport(results: readonly CheckResult[]): string {
  const width = Math.max(0, ...results.map(({ name }) => name.length));
  const lines = results.flatMap(({ name, status, detail, hint }) => [
    `${MARKS[status]}  ${name.padEnd(width)}  ${printable(detail)}`,
    ...(hint === undefined ? [] : [`${' '.repeat(width + 8)}→ ${hint}`]),
  ]);
  const count = (status: CheckStatus): number => results.filter((result) => result.status === status).length;
  const sums = [`${String(count('ok'))} ok`, `${String(count('warn'))} to look at`, `${String(count('fail'))} failed`];
  return [...lines, sums.join(', ')].join('\n');
}
