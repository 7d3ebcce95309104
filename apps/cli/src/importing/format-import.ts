import { formatCount, formatDuration, formatNumberOf } from '../output/format-amounts.ts';
import { printable } from '../output/format-table.ts';
import type { FailedRowRecord } from '../output/failure-file.ts';
import type {
  ColumnsDocument,
  ImportDocument,
  InteractionsDocument,
  ItemsDocument,
  MediaProblemsDocument,
} from './import-document.ts';

/** The end of an import in a few lines. */
export function formatImport(document: ImportDocument): string {
  const { items, interactions, dryRun, status, elapsedMs, failuresFile } = document;
  const failed = (items?.counts.failed ?? 0) + (interactions?.counts.failed ?? 0);
  const lines = [
    ...(items === undefined ? [] : itemLines(items, document)),
    ...(interactions === undefined ? [] : interactionLines(interactions, dryRun)),
    ...(failuresFile === undefined ? [] : [`${formatNumberOf(failed, 'failed row')} written to ${failuresFile}`]),
  ];
  if (dryRun) lines.push('Nothing was written: this was a dry run.');
  if (status === 'cancelled' && !dryRun)
    lines.push(
      `Stopped after ${formatDuration(elapsedMs)}. What was imported is kept; run the same command again to go on.`,
    );
  return lines.join('\n');
}

function itemLines(items: ItemsDocument, { dryRun }: ImportDocument): string[] {
  const { counts, columns, warnings, photoProblems, clipProblems, failures, blocksEncoded, elapsedMs } = items;
  const { pending = 0 } = items;
  const { read, embedded, unchanged, failed } = counts;
  const good = dryRun
    ? `${formatCount(embedded)} good`
    : `${formatCount(embedded)} embedded + ${formatCount(unchanged)} unchanged`;
  const rate = (read / Math.max(0.001, elapsedMs / 1000)).toFixed(1);
  const work = dryRun
    ? ''
    : ` (${rate} rows/s, ${formatCount(blocksEncoded)} ${clipProblems === undefined ? 'texts and photos' : 'texts, photos and clips'} encoded)`;
  return [
    `${formatNumberOf(read, 'row')} read = ${good} + ${formatCount(failed)} failed, in ${formatDuration(elapsedMs)}${work}`,
    ...(pending === 0 ? [] : [`${formatNumberOf(pending, 'item')} of them wait for a worker to encode them.`]),
    ...(dryRun ? columnLines(columns) : []),
    ...ignoredLine(columns),
    ...failureLines(failures, failed),
    ...mediaLines('photo', photoProblems),
    ...(clipProblems === undefined ? [] : mediaLines('clip', clipProblems)),
    ...warnings.map((warning) => `Warning: ${warning}`),
  ];
}

function interactionLines({ counts, columns, failures }: InteractionsDocument, dryRun: boolean): string[] {
  const { read, recorded, known, failed } = counts;
  const good = dryRun
    ? `${formatCount(recorded)} good`
    : `${formatCount(recorded)} recorded + ${formatCount(known)} known`;
  return [
    `${formatNumberOf(read, 'event')} read = ${good} + ${formatCount(failed)} failed`,
    ...ignoredLine(columns),
    ...failureLines(failures, failed),
  ];
}

function columnLines({ fields, attributes }: ColumnsDocument): string[] {
  const named = Object.entries(fields).map(([field, columns]) => `${field} from ${columns.map(quoted).join(' and ')}`);
  const extra = Object.entries(attributes).map(([name, column]) => `attribute ${name} from ${quoted(column)}`);
  return [`Columns: ${[...named, ...extra].join(', ')}`];
}

function ignoredLine({ ignored }: ColumnsDocument): string[] {
  return ignored.length === 0 ? [] : [`Columns ignored: ${ignored.map(quoted).join(', ')}`];
}

function failureLines(failures: readonly FailedRowRecord[], failed: number): string[] {
  const lines = failures.map(({ row, itemId, reason }) => {
    const item = itemId === undefined ? '' : ` (${printable(itemId)})`;
    return `  row ${String(row)}${item}: ${printable(reason)}`;
  });
  const more = failed - failures.length;
  return more > 0 ? [...lines, `  … and ${formatCount(more)} more; --failures <file> writes all`] : lines;
}

function mediaLines(what: 'photo' | 'clip', { count, first }: MediaProblemsDocument): string[] {
  if (count === 0) return [];
  const hint = refusalHint(first);
  return [
    `${formatNumberOf(count, what)} could not be read; the items are there without ${count === 1 ? 'it' : 'them'}.${hint}`,
    ...first.slice(0, 3).map(({ reason }) => `  ${printable(reason)}`),
  ];
}

/** What to do where the first were refused for their address. */
function refusalHint(first: MediaProblemsDocument['first']): string {
  const refused = first.filter(({ reason }) => reason.includes('is refused'));
  if (refused.some(({ url }) => /^https?:/i.test(url)))
    return ' KINDRED_IMAGE_HOSTS names the hosts they may come from.';
  if (refused.some(({ url }) => /^file:/i.test(url))) return ' --images-folder names the folder where they are.';
  return '';
}

function quoted(name: string): string {
  return `'${printable(name)}'`;
}
