import { createSeededRandom } from '@kindred/vector-math';
import { drawPerClass } from './few-label-draws.ts';
import { kNearestAccuracy } from './k-nearest-accuracy.ts';
import { pickRows, type LabelledVectors } from './labelled-vectors.ts';
import { meanAndError, shareError } from './mean-and-error.ts';
import { nearestRows } from './nearest-rows.ts';
import { precisionAt } from './precision-at.ts';
import { classify, fitRidge } from './ridge-classifier.ts';

export interface ClassEvaluationOptions {
  /** Number of classes among the training rows. */
  readonly classes: number;
  readonly seed: number;
  /** Draws of few labels; default 10. */
  readonly draws?: number;
  /** Of the linear probe; default {@link PROBE_STRENGTH}. */
  readonly strength?: number;
}

/** Chosen once on the validation split of clothing-small (0.001 to 30 tried), for every encoder: see docs/benchmarks. */
export const PROBE_STRENGTH = 1;

const NEIGHBOURS = [1, 5, 20];
const LABELS_PER_CLASS = [1, 5, 20];
const PRECISION_LIMIT = 10;

/**
 * How well vectors tell classes apart, in [0, 1]: `knn1`, `knn5`, `knn20` (accuracy of the vote of the nearest training rows),
 * `precision10` (within the test rows), `probe1`, `probe5`, `probe20` (accuracy of a linear probe on so many labels per class,
 * mean over draws, with standard error `probe1Error` … of more than one) and `probeFull` (all labels; its error is that of so many test rows).
 */
export async function evaluateClasses(
  train: LabelledVectors,
  test: LabelledVectors,
  { classes, seed, draws = 10, strength = PROBE_STRENGTH }: ClassEvaluationOptions,
): Promise<Record<string, number>> {
  const metrics: Record<string, number> = {};
  const neighbours = await nearestRows(test, train, { limit: Math.max(...NEIGHBOURS) });
  for (const k of NEIGHBOURS)
    metrics[`knn${String(k)}`] = kNearestAccuracy(neighbours, train.labels, { truth: test.labels, k });
  metrics['precision10'] = precisionAt(
    await nearestRows(test, test, { limit: PRECISION_LIMIT, isSame: true }),
    test.labels,
  );
  const accuracyOf = async (rows: LabelledVectors): Promise<number> =>
    shareRight(classify(await fitRidge(rows, { classes, strength }), test.data), test.labels);
  for (const perClass of LABELS_PER_CLASS) {
    const accuracies: number[] = [];
    for (let draw = 0; draw < draws; draw++) {
      const random = createSeededRandom(seed + draw);
      accuracies.push(await accuracyOf(pickRows(train, drawPerClass(train.labels, perClass, random))));
    }
    const { mean, error } = meanAndError(accuracies);
    metrics[`probe${String(perClass)}`] = mean;
    if (draws > 1) metrics[`probe${String(perClass)}Error`] = error;
  }
  const full = await accuracyOf(train);
  return { ...metrics, probeFull: full, probeFullError: shareError(full, test.labels.length) };
}

function shareRight(answers: Int32Array, truth: Int32Array): number {
  return answers.filter((answer, row) => answer === truth[row]).length / truth.length;
}
