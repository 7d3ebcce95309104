import { normalizeBrand, type ItemFilter } from '@kindred/catalog';
import type { Schemas } from '@qdrant/js-client-rest';
import { attributeKey, attributeToken, sectionToken, type IndexedField } from './point-payload.ts';
import { pointIdOf } from './point-id.ts';

export type QdrantFilter = Schemas['Filter'];
type QdrantCondition = Schemas['Condition'];
type Range = { readonly min?: number; readonly max?: number };

/** `true` and `false` match everything and nothing: an empty list of conditions means something else to the server. */
type Compiled = QdrantCondition | boolean;

/**
 * The filter as the server's, with the meaning of `matchesFilter`. Undefined where everything matches, `false` where nothing
 * can. The filter has passed `validateFilter`. `exclude` are item ids that must not match.
 */
export function compileQdrantFilter(
  collection: string,
  filter: ItemFilter | undefined,
  exclude: readonly string[] = [],
): QdrantFilter | undefined | false {
  const condition = filter === undefined ? true : compile(collection, filter);
  if (condition === false) return false;
  const must = condition === true ? [] : [condition];
  const excluded = exclude.length === 0 ? [] : [hasId(collection, exclude)];
  if (must.length === 0 && excluded.length === 0) return undefined;
  return { ...(must.length === 0 ? {} : { must }), ...(excluded.length === 0 ? {} : { must_not: excluded }) };
}

function compile(collection: string, filter: ItemFilter): Compiled {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return combine(
        filter.kind,
        filter.filters.map((part) => compile(collection, part)),
      );
    case 'not': {
      const part = compile(collection, filter.filter);
      return typeof part === 'boolean' ? !part : { must_not: [part] };
    }
    case 'ids':
      return filter.anyOf.length === 0 ? false : hasId(collection, filter.anyOf);
    default:
      return compileFacetCondition(filter);
  }
}

/** `and` of nothing is true, `or` of nothing is false. */
function combine(kind: 'and' | 'or', parts: readonly Compiled[]): Compiled {
  const deciding = kind === 'or';
  if (parts.includes(deciding)) return deciding;
  const conditions = parts.filter((part) => typeof part !== 'boolean');
  const [only] = conditions;
  if (only === undefined) return !deciding;
  if (conditions.length === 1) return only;
  return kind === 'and' ? { must: conditions } : { should: conditions };
}

function compileFacetCondition(filter: Exclude<ItemFilter, { kind: 'and' | 'or' | 'not' | 'ids' }>): Compiled {
  switch (filter.kind) {
    case 'section':
      return filter.path.length === 0 ? true : isValue('sections', sectionToken(filter.path));
    case 'price': {
      const currency = isValue('currency', filter.currency);
      const hasRange = filter.min !== undefined || filter.max !== undefined;
      return hasRange ? { must: [currency, isBetween('price', filter)] } : currency;
    }
    case 'brand':
      return isOneOf('brand', filter.anyOf.map(normalizeBrand));
    case 'available':
      return isValue('available', filter.available);
    case 'attribute':
      return isOneOf(
        'attributes',
        filter.anyOf.map((value) => attributeToken(filter.name, value)),
      );
    case 'attributeRange':
      return isBetween(`numbers.${attributeKey(filter.name)}`, filter);
    case 'createdAfter':
      return { key: 'createdAt' satisfies IndexedField, range: { gt: filter.date.getTime() } };
  }
}

function hasId(collection: string, itemIds: readonly string[]): QdrantCondition {
  return { has_id: itemIds.map((itemId) => pointIdOf(collection, itemId)) };
}

function isValue(key: IndexedField, value: string | boolean): QdrantCondition {
  return { key, match: { value } };
}

function isOneOf(key: IndexedField, values: readonly string[]): Compiled {
  return values.length === 0 ? false : { key, match: { any: [...values] } };
}

/** Both ends inclusive; without ends every number matches. */
function isBetween(key: string, { min = -Number.MAX_VALUE, max }: Range): QdrantCondition {
  return { key, range: { gte: min, ...(max === undefined ? {} : { lte: max }) } };
}
