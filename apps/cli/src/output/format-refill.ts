import type { RefillDocument } from '../refilling/refill-document.ts';
import { formatCount } from './format-amounts.ts';
import { formatTable } from './format-table.ts';

/** A line per catalog, then what happened and what is left to do. */
export function formatRefill({ to, catalogs, switched, next }: RefillDocument): string {
  const columns = [
    { title: 'catalog' },
    { title: 'points', align: 'right' as const },
    { title: 'seconds', align: 'right' as const },
    { title: 'answers like before', align: 'right' as const },
    { title: 'plan' },
  ];
  const rows = catalogs.map(({ catalog, points, seconds, compared, plan }) => [
    catalog,
    formatCount(points),
    seconds.toFixed(1),
    compared === undefined ? 'not compared' : `${(100 * compared.agreement).toFixed(1)} %`,
    plan === undefined ? '' : `${plan.name}, recall ${plan.recall.toFixed(3)}`,
  ]);
  const state = switched ? `Switched to ${to}.` : `${to} is filled.`;
  return [formatTable(columns, rows), [state, next].filter((part) => part !== '').join(' ')].join('\n');
}
