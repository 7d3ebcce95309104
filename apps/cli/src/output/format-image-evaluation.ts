import type { ImageEvaluationDocument } from '../evaluating/image-evaluation-document.ts';
import { formatCount, formatNumberOf } from './format-amounts.ts';
import { formatTable, printable } from './format-table.ts';

const KINDS: Readonly<Record<string, string>> = {
  encoder: 'encoder',
  colorHistogram: 'colour histogram',
  random: 'random vectors',
};
const COLUMNS: Readonly<Record<string, string>> = {
  knn1: 'k-NN 1',
  knn5: 'k-NN 5',
  knn20: 'k-NN 20',
  precision10: 'prec.@10',
  probe1: '1 label',
  probe5: '5 labels',
  probe20: '20 labels',
  probeFull: 'all labels',
};
const SHOWN = 10;

/** Percentages by encoder and baseline; the errors are standard errors. */
export function formatImageEvaluation({ metrics, encoder, unreadable }: ImageEvaluationDocument): string {
  const cell = (kind: string, name: string): string => {
    const value = metrics[`${kind}.${name}`];
    const error = metrics[`${kind}.${name}Error`];
    if (value === undefined) return '';
    return `${(value * 100).toFixed(1)}${error === undefined ? '' : ` ± ${(error * 100).toFixed(1)}`}`;
  };
  const table = formatTable(
    [{ title: '' }, ...Object.values(COLUMNS).map((title) => ({ title, align: 'right' as const }))],
    Object.entries(KINDS).map(([kind, title]) => [title, ...Object.keys(COLUMNS).map((name) => cell(kind, name))]),
  );
  const count = (name: string): string => formatCount(metrics[name] ?? 0);
  const lines = [
    `${count('trainPhotos')} training and ${count('testPhotos')} test photos of ${count('classes')} classes; ${encoder}`,
    'Correct answers in percent: vote of the nearest photos, same class among the 10 nearest, linear probe on few labels.',
    '',
    table,
  ];
  const tell = (name: string, noun: string, [one, many]: readonly [string, string]): void => {
    const number = metrics[name] ?? 0;
    if (number > 0) lines.push(`${formatNumberOf(number, noun)} ${number === 1 ? one : many}`);
  };
  const unknown = 'a label that no training photo has: always wrong.';
  tell('unknownLabels', 'test photo', [`has ${unknown}`, `have ${unknown}`]);
  const among = 'among the training photos: the figures flatter.';
  tell('inBoth', 'test photo', [`is ${among}`, `are ${among}`]);
  const unread = 'could not be read';
  tell('unreadable', 'photo', [`${unread} and counts nowhere:`, `${unread} and count nowhere:`]);
  lines.push(...unreadable.slice(0, SHOWN).map(({ file, reason }) => `  ${printable(file)}: ${printable(reason)}`));
  return lines.join('\n');
}
