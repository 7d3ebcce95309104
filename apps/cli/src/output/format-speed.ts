import type { SpeedRun } from '../encoders/measure-speed.ts';
import { formatNumberOf } from './format-amounts.ts';
import { formatTable, printable } from './format-table.ts';

const INPUTS = { text: 'titles', image: 'photos', audio: 'clips' } as const;

/** A line per setting, and the fastest of each modality. */
export function formatSpeed(url: string, runs: readonly SpeedRun[], best: readonly SpeedRun[]): string {
  const columns = [
    { title: 'modality' },
    { title: 'threads', align: 'right' as const },
    { title: 'sessions', align: 'right' as const },
    { title: 'batch', align: 'right' as const },
    { title: 'per second', align: 'right' as const },
  ];
  const rows = runs.map((run) => [
    run.modality,
    shown(run.threads),
    shown(run.sessions),
    String(run.batchSize),
    run.itemsPerS.toFixed(1),
  ]);
  const fastest = best.map(({ modality, itemsPerS, threads, sessions, batchSize }) => {
    const counts = [
      ...(threads === undefined ? [] : [formatNumberOf(threads, 'thread')]),
      ...(sessions === undefined ? [] : [formatNumberOf(sessions, 'session')]),
      `batches of ${String(batchSize)}`,
    ];
    return `Fastest for ${INPUTS[modality]}: ${itemsPerS.toFixed(1)}/s with ${counts.join(', ')}.`;
  });
  return [printable(url), formatTable(columns, rows), ...fastest].join('\n');
}

function shown(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}
