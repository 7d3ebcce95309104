import { setTimeout as wait } from 'node:timers/promises';
import type { RunFailure } from '@kindred/catalog';
import type { EncodingJobs } from './encoding-jobs.ts';

/** A look at the database while workers encode. */
const EVERY_MS = 500;
/** Asked about at a time. */
const SLICE = 1000;
/** So many looks in a row with items but no jobs left mean that they were given up. */
const MAX_IDLE_LOOKS = 3;

export interface EncodingWait {
  readonly catalog: string;
  readonly jobs: EncodingJobs;
  /** Of the ids, those that still lack blocks. */
  readonly findUnencoded: (itemIds: readonly string[]) => Promise<readonly string[]>;
  readonly onProgress?: (pending: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Until the items are encoded or given up; returns the latter, each with the reason. @throws the signal's reason */
export async function awaitEncoding(itemIds: Iterable<string>, options: EncodingWait): Promise<RunFailure[]> {
  const { catalog, jobs, findUnencoded, onProgress, signal } = options;
  let pending = [...itemIds];
  let idleLooks = 0;
  for (;;) {
    const open = await jobs.countOpen();
    pending = await stillPending(pending, findUnencoded);
    onProgress?.(pending.length);
    if (pending.length === 0) return [];
    idleLooks = open === 0 ? idleLooks + 1 : 0;
    if (idleLooks >= MAX_IDLE_LOOKS) break;
    await wait(EVERY_MS, undefined, signal === undefined ? {} : { signal });
  }
  const dead = await jobs.findDead(catalog);
  return pending.map((itemId) => ({
    row: 0,
    itemId,
    reason: dead.get(itemId) ?? 'Its encoding job is gone; import it again.',
  }));
}

/** Jobs are taken in the order of the items, so what lies behind a slice of which none is done isn't asked about. */
async function stillPending(pending: readonly string[], find: EncodingWait['findUnencoded']): Promise<string[]> {
  const still: string[] = [];
  for (let start = 0; start < pending.length; start += SLICE) {
    const slice = pending.slice(start, start + SLICE);
    const found = await find(slice);
    still.push(...found);
    if (found.length === SLICE) return [...still, ...pending.slice(start + SLICE)];
  }
  return still;
}
