import { vectorDimension } from './collection-spec.ts';
import { InvalidPointError } from './errors.ts';
import { hasLoneSurrogate } from './has-lone-surrogate.ts';
import { validateFinite } from './validate-finite.ts';
import type { CollectionSpec, VectorPoint } from './vector-store.ts';

const MAX_ITEM_ID_LENGTH = 200;

/** What every store refuses before it writes anything. @throws InvalidPointError, DimensionMismatchError, InvalidVectorError */
export function validatePoints(spec: CollectionSpec, points: readonly VectorPoint[]): void {
  const dimension = vectorDimension(spec);
  const modalities = new Set(spec.blocks.map((block) => block.modality));
  for (const point of points) {
    validateItemId(point.itemId);
    validateFinite(`Point '${point.itemId}'`, point.vector, dimension);
    const unknown = point.imputed.find((modality) => !modalities.has(modality));
    if (unknown !== undefined)
      throw new InvalidPointError(
        `'${point.itemId}' names '${unknown}' as imputed, but '${spec.name}' has only ${[...modalities].join(', ')}`,
      );
    validateFacets(point);
  }
}

/** Facets must come back from JSON as they were. */
function validateFacets({ itemId, facets }: VectorPoint): void {
  if (Number.isNaN(facets.createdAt.getTime()))
    throw new InvalidPointError(`'${itemId}' has an invalid date in facets.createdAt`);
  if (facets.price !== undefined && !Number.isFinite(facets.price.amount))
    throw new InvalidPointError(
      `'${itemId}' has the price ${String(facets.price.amount)}, which is not a finite number`,
    );
  for (const [name, value] of Object.entries(facets.attributes))
    if (typeof value === 'number' && !Number.isFinite(value))
      throw new InvalidPointError(
        `'${itemId}' has ${String(value)} in attribute '${name}', which is not a finite number`,
      );
}

function validateItemId(itemId: string): void {
  if (itemId.trim() === '') throw new InvalidPointError('an item id is empty or blank');
  if (itemId.length > MAX_ITEM_ID_LENGTH)
    throw new InvalidPointError(
      `item id '${itemId.slice(0, 40)}…' has ${String(itemId.length)} characters, the limit is ${String(MAX_ITEM_ID_LENGTH)}`,
    );
  if (hasLoneSurrogate(itemId))
    throw new InvalidPointError(
      `item id ${JSON.stringify(itemId)} has half of a surrogate pair, which UTF-8 can't hold`,
    );
}
