import { setImmediate as nextTurn } from 'node:timers/promises';
import { compareCodePoints, compileFilter, validateFilter, type ItemFilter } from '@kindred/catalog';
import { QueryKernel } from './query-kernel.ts';
import { TopRows } from './top-rows.ts';
import type { ScoredPoint, VectorQuery, VectorSearchResult } from './vector-store.ts';
import type { TableSnapshot, VectorTable } from './vector-table.ts';

/** After about so many multiplications (3 ms) or filter checks other work of the event loop gets its turn. */
const MULTIPLICATIONS_PER_TURN = 4_000_000;
const FILTER_CHECKS_PER_TURN = 4_000;

/**
 * Scores every row that passes the filter, exactly. Sees the table as it was when called: rows written or deleted while the
 * scan gives way to other work don't show. `query` is validated before: see `validateQuery`.
 */
export async function exactScan(table: VectorTable, query: VectorQuery): Promise<VectorSearchResult> {
  const begin = performance.now();
  const kernel = new QueryKernel(table.blocks, query);
  const snapshot = table.snapshot();
  try {
    for (const itemId of query.exclude ?? []) {
      const row = table.findRow(itemId);
      if (row !== undefined) snapshot.live[row] = 0;
    }
    if (query.filter !== undefined) await clearNonMatching(table, snapshot, query.filter);
    const scannedPoints = countLive(snapshot);
    const best = await scoreRows(table, snapshot, kernel, query.limit);
    const points = await readHits(table, kernel, best);
    const elapsedMs = performance.now() - begin;
    return {
      points,
      plan: { name: 'exact-scan', exact: true, scannedPoints, rescoredPoints: scannedPoints, elapsedMs },
    };
  } finally {
    snapshot.release();
  }
}

/** Number of rows that pass the filter, at the moment of the call. @throws InvalidFilterError */
export async function countMatching(table: VectorTable, filter: ItemFilter | undefined): Promise<number> {
  if (filter === undefined) return table.size;
  validateFilter(filter);
  const snapshot = table.snapshot();
  try {
    await clearNonMatching(table, snapshot, filter);
    return countLive(snapshot);
  } finally {
    snapshot.release();
  }
}

function countLive({ live }: TableSnapshot): number {
  let count = 0;
  for (const flag of live) count += flag;
  return count;
}

async function clearNonMatching(table: VectorTable, { live }: TableSnapshot, filter: ItemFilter): Promise<void> {
  const matches = compileFilter(filter);
  let checked = 0;
  for (let row = 0; row < live.length; row++) {
    if (live[row] === 0) continue;
    const { itemId, facets } = table.row(row);
    if (!matches(itemId, facets)) live[row] = 0;
    if (++checked % FILTER_CHECKS_PER_TURN === 0) await nextTurn();
  }
}

async function scoreRows(
  table: VectorTable,
  { live }: TableSnapshot,
  kernel: QueryKernel,
  limit: number,
): Promise<TopRows> {
  const best = new TopRows(limit, (left, right) => compareCodePoints(table.row(left).itemId, table.row(right).itemId));
  const rowsPerTurn = Math.max(2, Math.floor(MULTIPLICATIONS_PER_TURN / Math.max(1, kernel.cost)));
  let scored = 0;
  for (let chunkStart = 0; chunkStart < live.length; chunkStart += table.rowsPerChunk) {
    const chunk = table.chunkOf(chunkStart);
    const chunkEnd = Math.min(chunkStart + table.rowsPerChunk, live.length);
    let row = nextLive(live, chunkStart, chunkEnd);
    while (row < chunkEnd) {
      const partner = nextLive(live, row + 1, chunkEnd);
      const second = partner < chunkEnd ? partner : row;
      kernel.scorePair(chunk, table.rowBegin(row), table.rowBegin(second));
      best.offer(row, kernel.firstScore);
      if (second !== row) best.offer(second, kernel.secondScore);
      row = nextLive(live, second + 1, chunkEnd);
      scored += 2;
      if (scored >= rowsPerTurn) {
        scored = 0;
        await nextTurn();
      }
    }
  }
  return best;
}

function nextLive(live: Uint8Array, from: number, end: number): number {
  let row = from;
  while (row < end && live[row] === 0) row++;
  return row;
}

async function readHits(table: VectorTable, kernel: QueryKernel, best: TopRows): Promise<ScoredPoint[]> {
  const hits: ScoredPoint[] = [];
  const hitsPerTurn = Math.max(1, Math.floor(MULTIPLICATIONS_PER_TURN / 2 / table.dimension));
  for (const { row, score } of best.sorted()) {
    const { itemId, imputed } = table.row(row);
    const similarities = kernel.similarities(table.chunkOf(row), table.rowBegin(row));
    hits.push({ itemId, score, similarities, imputed });
    if (hits.length % hitsPerTurn === 0) await nextTurn();
  }
  return hits;
}
