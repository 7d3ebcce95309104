import type { Weights } from '@kindred/catalog';
import { InvalidWeightsError, type WeightProblem } from './errors.ts';

/**
 * Checks weights that a person gave, and reports all problems together. `modalities` are those of the layout.
 * @throws InvalidWeightsError for an unknown modality, a value that isn't a finite number in [-1, 1], or nothing but zeros
 */
export function parseWeights(record: Readonly<Record<string, unknown>>, modalities: readonly string[]): Weights {
  const problems: WeightProblem[] = [];
  const weights: Record<string, number> = {};
  for (const [modality, value] of Object.entries(record)) {
    const problem = weightProblem(modality, value, modalities);
    if (problem !== undefined) problems.push({ modality, problem });
    // Adding 0 turns -0 into 0.
    else weights[modality] = (value as number) + 0;
  }
  if (problems.length === 0 && Object.values(weights).every((value) => value === 0))
    problems.push({ modality: '', problem: `all are 0; give at least one of ${modalities.join(', ')} a weight` });
  if (problems.length > 0) throw new InvalidWeightsError(problems);
  return weights;
}

function weightProblem(modality: string, value: unknown, modalities: readonly string[]): string | undefined {
  if (!modalities.includes(modality)) return `is no modality of this catalog, which has ${modalities.join(', ')}`;
  if (typeof value !== 'number' || !Number.isFinite(value)) return `must be a finite number, it is ${show(value)}`;
  return value < -1 || value > 1 ? `must be from -1 to 1, it is ${String(value)}` : undefined;
}

/** Never an object's inside: objects from outside may have no `toString`. */
function show(value: unknown): string {
  if (typeof value === 'string') return `'${value.slice(0, 40)}'`;
  return typeof value === 'number' || value === null || value === undefined ? String(value) : 'no number at all';
}
