import { validateFilter } from '@kindred/catalog';
import { vectorDimension } from './collection-spec.ts';
import { InvalidQueryError } from './errors.ts';
import { validateFinite } from './validate-finite.ts';
import type { CollectionSpec, VectorQuery } from './vector-store.ts';

export const MAX_QUERY_LIMIT = 10_000;

/** What every store refuses before it searches. @throws InvalidQueryError, DimensionMismatchError, InvalidVectorError, InvalidFilterError */
export function validateQuery(spec: CollectionSpec, query: VectorQuery): void {
  validateFinite('The query', query.vector, vectorDimension(spec));
  validateWeights(spec, query.weights);
  if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > MAX_QUERY_LIMIT)
    throw new InvalidQueryError(
      `the limit is ${String(query.limit)}, it must be a whole number from 1 to ${String(MAX_QUERY_LIMIT)}`,
    );
  if (query.filter !== undefined) validateFilter(query.filter);
}

function validateWeights(spec: CollectionSpec, weights: readonly number[]): void {
  const modalities = spec.blocks.map((block) => block.modality);
  if (weights.length !== modalities.length)
    throw new InvalidQueryError(
      `there are ${String(weights.length)} weights for the ${String(modalities.length)} blocks ${modalities.join(', ')}`,
    );
  const bad = weights.findIndex((weight) => !Number.isFinite(weight));
  if (bad >= 0)
    throw new InvalidQueryError(
      `the weight of '${modalities[bad] ?? ''}' is ${String(weights[bad])}, it must be a finite number`,
    );
  if (weights.every((weight) => weight === 0))
    throw new InvalidQueryError('all weights are 0, so nothing can be ranked');
}
