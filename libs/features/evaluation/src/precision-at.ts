import type { ScoredIndex } from '@kindred/vector-math';

/**
 * Precision at k: of each row's nearest other rows (as many as `neighbours` has) the share with the row's own class; the mean
 * over rows.
 *
 * @param neighbours [rows][k], none its own
 * @param labels [rows]; -1 is no class, and equal to nothing
 */
export function precisionAt(neighbours: readonly (readonly ScoredIndex[])[], labels: Int32Array): number {
  let sum = 0;
  for (const [row, nearest] of neighbours.entries()) {
    const own = labels[row]!;
    const same = nearest.filter(({ index }) => own >= 0 && labels[index] === own).length;
    sum += nearest.length === 0 ? 0 : same / nearest.length;
  }
  return sum / neighbours.length;
}
