import type { ScoredIndex } from '@kindred/vector-math';

/**
 * Share of the queries whose class wins the vote of their `k` nearest training rows. Each has one vote; of classes with equally
 * many votes the one with the larger sum of similarities wins, then the smaller class number.
 *
 * @param neighbours [queries][≥ k or all], best first
 * @param labels of the training rows
 * @param truth [queries]; -1 is never right
 */
export function kNearestAccuracy(
  neighbours: readonly (readonly ScoredIndex[])[],
  labels: Int32Array,
  { truth, k }: { readonly truth: Int32Array; readonly k: number },
): number {
  let right = 0;
  for (const [query, nearest] of neighbours.entries())
    if (vote(nearest.slice(0, k), labels) === truth[query]) right += 1;
  return right / neighbours.length;
}

function vote(nearest: readonly ScoredIndex[], labels: Int32Array): number {
  const votes = new Map<number, { votes: number; similarity: number }>();
  for (const { index, score } of nearest) {
    const label = labels[index]!;
    const before = votes.get(label) ?? { votes: 0, similarity: 0 };
    votes.set(label, { votes: before.votes + 1, similarity: before.similarity + score });
  }
  const ranking = [...votes].sort(
    ([leftClass, left], [rightClass, right]) =>
      right.votes - left.votes || right.similarity - left.similarity || leftClass - rightClass,
  );
  return ranking[0]?.[0] ?? -1;
}
