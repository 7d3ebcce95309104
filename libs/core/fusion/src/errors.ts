/** Something about layouts, blocks or weights went wrong; `code` says what a caller can act upon. */
export abstract class FusionError extends Error {
  abstract readonly code: string;
}

export class InvalidLayoutError extends FusionError {
  readonly code = 'INVALID_LAYOUT';
  constructor(problem: string) {
    super(`Invalid embedding layout: ${problem}.`);
    this.name = 'InvalidLayoutError';
  }
}

export class InvalidTransformError extends FusionError {
  readonly code = 'INVALID_TRANSFORM';
  constructor(problem: string) {
    super(`Invalid transform of blocks: ${problem}.`);
    this.name = 'InvalidTransformError';
  }
}

export class LayoutNotFoundError extends FusionError {
  readonly code = 'LAYOUT_NOT_FOUND';
  constructor(catalog: string, layoutHash?: string) {
    super(
      layoutHash === undefined
        ? `Catalog '${catalog}' has no active embedding layout yet. Import items first.`
        : `Catalog '${catalog}' has no embedding layout ${layoutHash}. Save it before it is activated.`,
    );
    this.name = 'LayoutNotFoundError';
  }
}

export class BlockMismatchError extends FusionError {
  readonly code = 'BLOCK_MISMATCH';
  readonly modality: string;
  constructor(modality: string, problem: string) {
    super(`The block '${modality}' ${problem}. Encode it with the encoder that the layout names.`);
    this.name = 'BlockMismatchError';
    this.modality = modality;
  }
}

export interface WeightProblem {
  readonly modality: string;
  readonly problem: string;
}

export class InvalidWeightsError extends FusionError {
  readonly code = 'INVALID_WEIGHTS';
  readonly problems: readonly WeightProblem[];
  constructor(problems: readonly WeightProblem[]) {
    const shown = problems
      .slice(0, 10)
      .map(({ modality, problem }) => (modality === '' ? problem : `'${modality}' ${problem}`));
    if (problems.length > shown.length) shown.push(`and ${String(problems.length - shown.length)} more problems`);
    super(`The weights are invalid: ${shown.join('; ')}.`);
    this.name = 'InvalidWeightsError';
    this.problems = problems;
  }
}
