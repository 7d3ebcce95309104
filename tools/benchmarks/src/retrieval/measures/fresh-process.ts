import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { isInProcess, type StoreLocation } from '../stores/open-store.ts';
import type { SearchContext } from './search-context.ts';

/** What the new process is told. */
export interface FreshProcessTask {
  readonly location: StoreLocation;
  readonly collection: string;
  /** [queries][sum of block dimensions] */
  readonly vectors: readonly (readonly number[])[];
  readonly weights: readonly (readonly number[])[];
}

/** What the new process saw. */
export interface FreshProcessResult {
  /** From the call that opens the store to the first answer. */
  readonly openMs: number;
  /** From the start of the process to the first answer, loading of the program included. */
  readonly startToAnswerMs: number;
  /** Resident memory after searches, above what the process had before it opened the store. */
  readonly memoryBytes: number;
  /** Item ids of the first answer. */
  readonly itemIds: readonly string[];
}

const ENTRY = new URL(
  import.meta.url.endsWith('.ts') ? './open-store-child.ts' : './open-store-child.js',
  import.meta.url,
);
const TIMEOUT_MS = 300_000;
const QUERIES = 20;

/** Opens the filled store in a process of its own; files are in the system's cache. */
export async function measureFreshProcess(
  { collection, queries, weightVectors }: SearchContext,
  location: StoreLocation,
): Promise<Record<string, number>> {
  const task: FreshProcessTask = {
    location,
    collection: collection.spec.name,
    vectors: queries.slice(0, QUERIES).map(({ vector }) => [...vector]),
    weights: weightVectors.slice(0, QUERIES).map(({ weights }) => weights),
  };
  const file = join(collection.folder, 'fresh-process-task.json');
  await writeFile(file, JSON.stringify(task));
  const args = [...process.execArgv, '--expose-gc', fileURLToPath(ENTRY), file];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: TIMEOUT_MS });
  const result = JSON.parse(stdout) as FreshProcessResult;
  const numbers = collection.items * collection.dimension;
  return {
    openMs: result.openMs,
    'open.startToAnswerMs': result.startToAnswerMs,
    ...(isInProcess(location)
      ? {
          memoryBytes: result.memoryBytes,
          memoryOverVectors: result.memoryBytes / (5 * numbers),
          memoryOverInt8: result.memoryBytes / numbers,
        }
      : {}),
  };
}
