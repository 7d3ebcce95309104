import type { VectorStore } from '@kindred/vector-store';
import type { WarmUpProgress } from '@kindred/vector-store-embedded';
import { openVectorStore, type ConfiguredVectorStore } from '@kindred/vector-stores';
import type { Logger } from 'pino';

const REPORT_EVERY_MS = 2000;

/** The vector store of the settings; the embedded one tells the log how far reading into memory has come, and what it got over. */
export function openLoggedVectorStore(settings: ConfiguredVectorStore, logger: Logger): Promise<VectorStore> {
  return openVectorStore(settings, {
    onWarmUp: createWarmUpLog(logger),
    onWarning: (message, err) => logger.warn({ err }, message),
  });
}

/** Every two seconds, and when all is read; a small collection, read sooner, is not worth a line. */
function createWarmUpLog(logger: Logger): (progress: WarmUpProgress) => void {
  const startedAt = new Map<string, number>();
  const reportedAt = new Map<string, number>();
  return ({ collection, rows, totalRows }) => {
    const now = performance.now();
    const begin = startedAt.get(collection) ?? now;
    startedAt.set(collection, begin);
    const isDone = rows >= totalRows;
    if (isDone) startedAt.delete(collection);
    if (isDone ? now - begin < REPORT_EVERY_MS : now - (reportedAt.get(collection) ?? begin) < REPORT_EVERY_MS) return;
    reportedAt.set(collection, now);
    logger.info({ collection, rows, totalRows }, isDone ? 'vectors are in memory' : 'reading vectors into memory');
  };
}
