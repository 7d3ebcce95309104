import type { EncodingJobs } from './encoding-jobs.ts';
import type { ItemInput, RunCounts, RunStatus } from '@kindred/catalog';

/** One row of a source: an item, or why it is none. `row` is its number in the source, from 1, as people count. */
export type ImportRow =
  | { readonly row: number; readonly input: ItemInput }
  | { readonly row: number; readonly itemId?: string; readonly reason: string };

export interface ImportProgress extends RunCounts {
  /** Rows in the source, where the source knows. */
  readonly total?: number;
  /** Photos and texts that went through a model. */
  readonly blocksEncoded: number;
  readonly photosEncoded: number;
  /** Items that wait for a worker; they are not counted as embedded yet. */
  readonly pending?: number;
  readonly itemsPerSecond: number;
  readonly photosPerSecond: number;
  readonly elapsedMs: number;
}

export interface ImportRequest {
  readonly catalog: string;
  readonly rows: AsyncIterable<ImportRow>;
  /** What is read: a file with its hash. Shown with the run. */
  readonly source: string;
  readonly total?: number;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Leaves encoding to workers, and waits for them. */
  readonly jobs?: EncodingJobs;
  readonly signal?: AbortSignal;
  /** Rows per transaction; default 32. More is faster with a database far away, and holds more photos in memory. */
  readonly batchSize?: number;
}

export interface ImportResult {
  readonly runId: string;
  readonly status: Exclude<RunStatus, 'running' | 'failed'>;
  /** read = embedded + unchanged + failed */
  readonly counts: RunCounts;
  readonly blocksEncoded: number;
  /** Items that a worker has yet to encode: of a cancelled run whose jobs go on; they are counted as embedded. */
  readonly pending: number;
  readonly elapsedMs: number;
  /** Sentences for people, such as that the vector store is away; each once. */
  readonly warnings: readonly string[];
}
