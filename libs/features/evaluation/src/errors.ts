/** An evaluation can't be made of what was given. */
export abstract class EvaluationError extends Error {
  abstract readonly code: string;
}

export class TooFewClassesError extends EvaluationError {
  readonly code = 'TOO_FEW_CLASSES';
  constructor(labels: readonly string[]) {
    const found = labels.length === 0 ? 'no label' : `only the label '${labels[0] ?? ''}'`;
    super(`There is ${found} among the training photos that could be read. At least two are needed to tell apart.`);
    this.name = 'TooFewClassesError';
  }
}

export class NothingToEvaluateError extends EvaluationError {
  readonly code = 'NOTHING_TO_EVALUATE';
  constructor(which: 'training' | 'test') {
    super(`None of the ${which} photos could be read, so there is nothing to evaluate. Check the paths in the file.`);
    this.name = 'NothingToEvaluateError';
  }
}
