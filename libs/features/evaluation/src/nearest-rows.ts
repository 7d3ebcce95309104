import { dotAt, TopK, TurnTaking, type ScoredIndex } from '@kindred/vector-math';
import type { LabelledVectors } from './labelled-vectors.ts';

type Rows = Pick<LabelledVectors, 'data' | 'dimension'>;

export interface NearestRowsOptions {
  readonly limit: number;
  readonly isSame?: boolean;
  /** [rows]; only with `isSame`. */
  readonly groups?: Int32Array;
}

/**
 * For each row of `queries` the `limit` rows of `among` with the largest dot product, best first; ties by row number. `isSame`:
 * both are the same rows, and no row is its own neighbour; with `groups` none of its own group either. Gives way to other work.
 */
export async function nearestRows(
  queries: Rows,
  among: Rows,
  { limit, isSame = false, groups }: NearestRowsOptions,
): Promise<readonly (readonly ScoredIndex[])[]> {
  const { dimension } = queries;
  const [rows, candidates] = [queries.data.length / dimension, among.data.length / dimension];
  const turns = new TurnTaking();
  const nearest: ScoredIndex[][] = [];
  for (let row = 0; row < rows; row++) {
    const best = new TopK(limit);
    const query = { data: queries.data, offset: row * dimension };
    for (let other = 0; other < candidates; other++) {
      if (isSame && (other === row || (groups !== undefined && groups[other] === groups[row]))) continue;
      best.offer(other, dotAt(query, { data: among.data, offset: other * dimension }, dimension));
    }
    nearest.push(best.sorted());
    if (turns.isDue(candidates * dimension)) await turns.next();
  }
  return nearest;
}
