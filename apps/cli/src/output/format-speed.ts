import type { SpeedRun } from '../encoders/measure-speed.ts';
import { formatTable, printable } from './format-table.ts';

/** A line per setting, and the fastest of each modality. */
export function formatSpeed(url: string, runs: readonly SpeedRun[], best: readonly SpeedRun[]): string {
  const columns = [
    { title: 'modality' },
    { title: 'threads', align: 'right' as const },
    { title: 'batch', align: 'right' as const },
    { title: 'per second', align: 'right' as const },
  ];
  const rows = runs.map((run) => [run.modality, threadsOf(run), String(run.batchSize), run.itemsPerS.toFixed(1)]);
  const fastest = best.map(
    (run) =>
      `Fastest for ${run.modality === 'text' ? 'titles' : 'photos'}: ${run.itemsPerS.toFixed(1)}/s with ` +
      `${run.threads === undefined ? '' : `${String(run.threads)} threads and `}batches of ${String(run.batchSize)}.`,
  );
  return [printable(url), formatTable(columns, rows), ...fastest].join('\n');
}

function threadsOf({ threads }: SpeedRun): string {
  return threads === undefined ? '' : String(threads);
}
