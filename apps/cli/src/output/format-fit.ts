import type { FitDocument } from '../fitting/fit-document.ts';
import { formatCount } from './format-amounts.ts';
import { formatTable, printable } from './format-table.ts';

/** The effect as a table of before and after, then what happened and what may be done. */
export function formatFit({ metrics, transform, layout, switched, next, modality }: FitDocument): string {
  const outcome = `${switched ? `Switched from layout ${layout.before} to ${layout.after}. ` : ''}${next}`;
  if (transform === undefined) return outcome;
  const percent = (name: string): string => {
    const value = metrics[name];
    const error = metrics[`${name}Error`];
    if (value === undefined) return '';
    return `${(100 * value).toFixed(1)}${error === undefined ? '' : ` ± ${(100 * error).toFixed(1)}`}`;
  };
  const both = (title: string, cell: (when: string) => string): string[] => [title, cell('before'), cell('after')];
  const rows = [
    both('dimensions', (when) => String(metrics[`${when}.dimension`] ?? '')),
    both('spread of similarities', (when) => (metrics[`${when}.spread`] ?? 0).toFixed(4)),
    ...('before.knn1' in metrics
      ? [
          both('class right, nearest', (when) => percent(`${when}.knn1`)),
          both('class right, vote of 5', (when) => percent(`${when}.knn5`)),
          both('same class among 10', (when) => percent(`${when}.precision10`)),
        ]
      : []),
  ];
  const columns = [
    { title: modality },
    { title: 'before', align: 'right' as const },
    { title: 'after', align: 'right' as const },
  ];
  return [
    `${printable(transform.encoder)}, fitted on ${formatCount(transform.fittedOn)} items`,
    formatTable(columns, rows),
    `Of the 10 nearest items before, ${percent('neighbourRecall10')} % are among the 10 nearest after. ` +
      `${percent('varianceKept')} % of the variance is kept. Judged: ${formatCount(metrics['judged'] ?? 0)} different ` +
      `vectors, ${formatCount(metrics['classes'] ?? 0)} classes; ± is one standard error.`,
    outcome,
  ].join('\n');
}
