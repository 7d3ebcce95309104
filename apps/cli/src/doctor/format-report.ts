import pc from 'picocolors';
import { printable } from '../output/format-table.ts';
import type { CheckResult, CheckStatus } from './check.ts';

const MARKS: Readonly<Record<CheckStatus, string>> = {
  ok: pc.green('ok  '),
  warn: pc.yellow('warn'),
  fail: pc.red('fail'),
  info: pc.dim('info'),
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
