import { NothingToEvaluateError, TooFewClassesError } from './errors.ts';

/** Vectors of known class. */
export interface LabelledVectors {
  readonly dimension: number;
  /** Row-major [rows][dimension], each row of unit length. */
  readonly data: Float32Array;
  /** [rows]: class of each row, from 0; -1 for one that the training rows don't have. */
  readonly labels: Int32Array;
}

export interface ClassNumbers {
  /** [classes], in code-point order. */
  readonly names: readonly string[];
  readonly train: Int32Array;
  /** -1 where no training row has the label. */
  readonly test: Int32Array;
}

/** Numbers the labels of the training rows. @throws TooFewClassesError, NothingToEvaluateError */
export function numberClasses(train: readonly string[], test: readonly string[]): ClassNumbers {
  if (train.length === 0) throw new NothingToEvaluateError('training');
  if (test.length === 0) throw new NothingToEvaluateError('test');
  const names = [...new Set(train)].sort((left, right) => (left < right ? -1 : 1));
  if (names.length < 2) throw new TooFewClassesError(names);
  const numbers = new Map(names.map((name, index) => [name, index]));
  const numbered = (labels: readonly string[]) => Int32Array.from(labels, (label) => numbers.get(label) ?? -1);
  return { names, train: numbered(train), test: numbered(test) };
}

/** The rows of the given numbers, copied. */
export function pickRows({ data, labels, dimension }: LabelledVectors, rows: readonly number[]): LabelledVectors {
  const picked = new Float32Array(rows.length * dimension);
  for (const [at, row] of rows.entries())
    picked.set(data.subarray(row * dimension, (row + 1) * dimension), at * dimension);
  return { dimension, data: picked, labels: Int32Array.from(rows, (row) => labels[row]!) };
}
