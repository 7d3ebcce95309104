import { SingleBar } from 'cli-progress';
import type { ImportProgress } from '@kindred/embedding-pipeline';
import { formatCount } from './format-amounts.ts';

/** Shows how far an import is; on standard error only. */
export interface ImportProgressView {
  update(progress: ImportProgress): void;
  stop(): void;
}

/** Between two lines where there is no terminal. */
const LINE_EVERY_MS = 5000;

/** A bar on a terminal, else a line every five seconds. */
export function openImportProgress(stderr: NodeJS.WriteStream, total: number): ImportProgressView {
  return stderr.isTTY ? openBar(stderr, total) : openLines(stderr, total);
}

function openBar(stderr: NodeJS.WriteStream, total: number): ImportProgressView {
  const bar = new SingleBar({
    stream: stderr,
    format: '{bar} {percentage} %  {value}/{total} rows  {rate} rows/s  {failed} failed{waiting}  {eta_formatted} left',
    barsize: 24,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    clearOnComplete: true,
    etaBuffer: 50,
  });
  bar.start(total, 0, { rate: '0', failed: '0', waiting: '' });
  return {
    update: ({ read, failed, pending = 0, itemsPerSecond }) => {
      const waiting = pending === 0 ? '' : `  ${formatCount(pending)} wait for a worker`;
      bar.update(read, { rate: itemsPerSecond.toFixed(0), failed: formatCount(failed), waiting });
    },
    stop: () => {
      bar.stop();
    },
  };
}

function openLines(stderr: NodeJS.WriteStream, total: number): ImportProgressView {
  let shownAt = 0;
  return {
    update: ({ read, embedded, unchanged, failed, pending = 0, elapsedMs, itemsPerSecond }) => {
      if (elapsedMs - shownAt < LINE_EVERY_MS && (read < total || pending > 0)) return;
      shownAt = elapsedMs;
      const counts = `${formatCount(embedded)} embedded, ${formatCount(unchanged)} unchanged, ${formatCount(failed)} failed${pending === 0 ? '' : `, ${formatCount(pending)} wait for a worker`}`;
      stderr.write(
        `${formatCount(read)} of ${formatCount(total)} rows: ${counts} (${itemsPerSecond.toFixed(1)} rows/s)\n`,
      );
    },
    stop: () => undefined,
  };
}
