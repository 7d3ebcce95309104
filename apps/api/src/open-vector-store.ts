import type { VectorStore } from '@kindred/vector-store';
import { EmbeddedVectorStore, type WarmUpProgress } from '@kindred/vector-store-embedded';
import { QdrantVectorStore } from '@kindred/vector-store-qdrant';
import type { Logger } from 'pino';
import type { ApiConfig } from './config.ts';

const REPORT_EVERY_MS = 2000;

/** The vector store of the settings. The embedded one tells the log how far reading into memory has come. */
export function openVectorStore(
  { qdrant, vectorStoreDir, scanThreads }: Pick<ApiConfig, 'qdrant' | 'vectorStoreDir' | 'scanThreads'>,
  logger: Logger,
): Promise<VectorStore> {
  if (qdrant !== undefined) return QdrantVectorStore.open(qdrant);
  return EmbeddedVectorStore.open({
    path: vectorStoreDir,
    scan: scanThreads === 0 ? {} : { threads: scanThreads },
    onWarmUp: createWarmUpLog(logger),
    settings: { onWarning: (message, err) => logger.warn({ err }, message) },
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
