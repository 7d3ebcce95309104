import type { ImportProgress } from '@kindred/embedding-pipeline';
import { Presets, SingleBar } from 'cli-progress';

/** Shows how far the import is: a bar in a terminal, a line every few seconds elsewhere. */
export interface ProgressDisplay {
  show(progress: ImportProgress): void;
  done(): void;
}

export function createProgressDisplay(total: number): ProgressDisplay {
  const bar = new SingleBar(
    {
      format: 'Importing [{bar}] {value}/{total} items, {embedded} embedded, {unchanged} unchanged, {failed} failed',
      stream: process.stderr,
      noTTYOutput: true,
      notTTYSchedule: 5000,
      clearOnComplete: false,
      hideCursor: true,
    },
    Presets.shades_classic,
  );
  bar.start(total, 0, { embedded: 0, unchanged: 0, failed: 0 });
  return {
    show: ({ read, embedded, unchanged, failed }) => bar.update(read, { embedded, unchanged, failed }),
    done: () => bar.stop(),
  };
}
