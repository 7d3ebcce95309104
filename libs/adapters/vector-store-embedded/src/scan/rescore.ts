import { setImmediate as nextTurn } from 'node:timers/promises';
import { compareCodePoints } from '@kindred/catalog';
import { TopRows, type ScoredPoint } from '@kindred/vector-store';
import type { ScanTable } from '../table/scan-table.ts';
import type { ExactScorer } from './exact-scorer.ts';
import { keepReaching, type CandidateList } from './candidate-list.ts';

/** After about so many multiplications (2 ms) other work of the event loop gets its turn. */
const MULTIPLICATIONS_PER_TURN = 2_000_000;
/** Longer lists are ties for the most part; sorting them costs more than it saves. */
const MAX_SORTED = 4_096;

export interface RescoreInput {
  readonly table: ScanTable;
  readonly scorer: ExactScorer;
  readonly limit: number;
  /** From every thread. */
  readonly candidates: readonly CandidateList[];
}

/**
 * The best `limit` by exact score, ties by item id. Candidates are looked at by falling upper bound, until the next one's is
 * below the exact score of the last that is in.
 */
export async function rescore(input: RescoreInput): Promise<{ points: ScoredPoint[]; rescoredPoints: number }> {
  const { table, scorer, limit } = input;
  const reaching = keepReaching(input.candidates, limitThGreatest(input.candidates, limit));
  const best = new TopRows(limit, (left, right) => compareCodePoints(table.itemIdOf(left), table.itemIdOf(right)));
  const rowsPerTurn = Math.max(16, Math.floor(MULTIPLICATIONS_PER_TURN / Math.max(1, scorer.cost)));
  const isSorted = reaching.rows.length <= MAX_SORTED;
  const order = isSorted ? orderFalling(reaching.upper) : reaching.rows.keys();
  let rescoredPoints = 0;
  for (const index of order) {
    const worst = best.worstScore;
    if (worst !== undefined && reaching.upper[index]! < worst) {
      if (isSorted) break;
      continue;
    }
    best.offer(reaching.rows[index]!, scorer.score(reaching.rows[index]!));
    if (++rescoredPoints % rowsPerTurn === 0) await nextTurn();
  }
  return { points: await readPoints(input, best), rescoredPoints };
}

/** Positions of `values` by falling value. Sorts numbers that hold value and position both, which needs no calls back. */
function orderFalling(values: Float32Array): Uint32Array {
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
  const keys = new Float64Array(values.length);
  for (let i = 0; i < keys.length; i++) {
    const pattern = bits[i]!;
    // Bit patterns of floats below zero fall as the floats rise.
    const rising = pattern < 0 ? -(pattern & 0x7fffffff) : pattern;
    keys[i] = -rising * MAX_SORTED + i;
  }
  keys.sort();
  return Uint32Array.from(keys, (key) => key - MAX_SORTED * Math.floor(key / MAX_SORTED));
}

/** The threshold that all threads' lists must reach: -∞ where they hold fewer than `limit`. */
function limitThGreatest(lists: readonly CandidateList[], limit: number): number {
  const total = lists.reduce((sum, { lower }) => sum + lower.length, 0);
  if (total < limit) return -Infinity;
  const bounds = new Float32Array(total);
  let at = 0;
  for (const { lower } of lists) {
    bounds.set(lower, at);
    at += lower.length;
  }
  return bounds.sort()[total - limit]!;
}

async function readPoints({ table, scorer, limit }: RescoreInput, best: TopRows): Promise<ScoredPoint[]> {
  const points: ScoredPoint[] = [];
  const pointsPerTurn = Math.max(16, Math.floor(MULTIPLICATIONS_PER_TURN / table.vectors.layout.dimension));
  for (const { row, score } of best.sorted().slice(0, limit)) {
    points.push({
      itemId: table.itemIdOf(row),
      score,
      similarities: scorer.similarities(row),
      imputed: table.imputedOf(row),
    });
    if (points.length % pointsPerTurn === 0) await nextTurn();
  }
  return points;
}
