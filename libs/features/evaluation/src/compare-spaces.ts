import type { ScoredIndex } from '@kindred/vector-math';
import { kNearestAccuracy } from './k-nearest-accuracy.ts';
import { pickRows, type LabelledVectors } from './labelled-vectors.ts';
import { shareError } from './mean-and-error.ts';
import { nearestRows } from './nearest-rows.ts';
import { precisionAt } from './precision-at.ts';

export interface CompareSpacesOptions {
  /** [rows]: rows of one group are never each other's neighbours; absent: every row is alone. */
  readonly groups?: Int32Array;
}

/** Neighbours in two spaces of the same rows. */
export interface SpaceComparison {
  /** Of each row's 10 nearest in the first space the share that are among its 10 nearest in the second; mean, in [0, 1]. */
  readonly neighbourRecall10: number;
  /** How well the labelled rows' neighbours tell their class, in both spaces; absent where fewer than two classes are labelled. */
  readonly classes?: { readonly before: NeighbourQuality; readonly after: NeighbourQuality };
}

/** In [0, 1]: accuracy of the vote of the nearest other rows, each with its standard error; share of the same class among the 10 nearest. */
export interface NeighbourQuality {
  readonly knn1: number;
  readonly knn1Error: number;
  readonly knn5: number;
  readonly knn5Error: number;
  readonly precision10: number;
}

const LIMIT = 10;

/** Both hold the same rows in the same order, with the same labels; -1 is no label. Takes rows² · dimension multiplications. */
export async function compareSpaces(
  before: LabelledVectors,
  after: LabelledVectors,
  { groups }: CompareSpacesOptions = {},
): Promise<SpaceComparison> {
  const nearestIn = (rows: LabelledVectors, own: Int32Array | undefined) =>
    nearestRows(rows, rows, { limit: LIMIT, isSame: true, ...(own === undefined ? {} : { groups: own }) });
  const nearest = { before: await nearestIn(before, groups), after: await nearestIn(after, groups) };
  const neighbourRecall10 = meanOverlap(nearest.before, nearest.after);
  const labelled = [...before.labels.keys()].filter((row) => before.labels[row]! >= 0);
  if (new Set(before.labels.filter((label) => label >= 0)).size < 2) return { neighbourRecall10 };
  const isWhole = labelled.length === before.labels.length;
  const ownGroups = groups && Int32Array.from(labelled, (row) => groups[row]!);
  const judge = async (rows: LabelledVectors, found: typeof nearest.before): Promise<NeighbourQuality> => {
    if (isWhole) return qualityOf(found, rows.labels);
    const picked = pickRows(rows, labelled);
    return qualityOf(await nearestIn(picked, ownGroups), picked.labels);
  };
  return {
    neighbourRecall10,
    classes: { before: await judge(before, nearest.before), after: await judge(after, nearest.after) },
  };
}

function meanOverlap(left: readonly (readonly ScoredIndex[])[], right: readonly (readonly ScoredIndex[])[]): number {
  let sum = 0;
  for (const [row, expected] of left.entries()) {
    const found = new Set(right[row]!.map(({ index }) => index));
    const kept = expected.filter(({ index }) => found.has(index)).length;
    sum += expected.length === 0 ? 1 : kept / expected.length;
  }
  return left.length === 0 ? 1 : sum / left.length;
}

function qualityOf(nearest: readonly (readonly ScoredIndex[])[], labels: Int32Array): NeighbourQuality {
  const [knn1, knn5] = [1, 5].map((k) => kNearestAccuracy(nearest, labels, { truth: labels, k })) as [number, number];
  const error = (share: number) => shareError(share, labels.length);
  return {
    knn1,
    knn1Error: error(knn1),
    knn5,
    knn5Error: error(knn5),
    precision10: precisionAt(nearest, labels),
  };
}
