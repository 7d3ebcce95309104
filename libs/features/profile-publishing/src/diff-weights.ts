import type { Weights } from '@kindred/catalog';

/** What became of one modality's weight. */
export interface WeightDifference {
  readonly modality: string;
  /** As they were set; 0 where there was none. */
  readonly before: number;
  readonly after: number;
  readonly change: number;
  /** Signed shares of the sum of absolute weights: what a weight means beside the others. */
  readonly beforeShare: number;
  readonly afterShare: number;
  readonly shareChange: number;
}

/** One entry per modality that either has, in the order of `before`, then those that only `after` has. */
export function diffWeights(before: Weights, after: Weights): WeightDifference[] {
  const totalBefore = sumOfAbsolutes(before);
  const totalAfter = sumOfAbsolutes(after);
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].map((modality) => {
    const [was, is] = [weightOf(before, modality), weightOf(after, modality)];
    const beforeShare = totalBefore === 0 ? 0 : was / totalBefore;
    const afterShare = totalAfter === 0 ? 0 : is / totalAfter;
    return {
      modality,
      before: was,
      after: is,
      change: is - was,
      beforeShare,
      afterShare,
      shareChange: afterShare - beforeShare,
    };
  });
}

function weightOf(weights: Weights, modality: string): number {
  return Object.hasOwn(weights, modality) ? (weights[modality] ?? 0) : 0;
}

function sumOfAbsolutes(weights: Weights): number {
  return Object.values(weights).reduce((sum, weight) => sum + Math.abs(weight), 0);
}
