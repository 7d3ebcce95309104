import type { ItemFacets, ItemFilter } from './item-filter.ts';
import type { AttributeValue } from './item.ts';
import { normalizeBrand } from './normalize-brand.ts';

export type ItemPredicate = (itemId: string, facets: ItemFacets) => boolean;
type FilterOf<Kind extends ItemFilter['kind']> = Extract<ItemFilter, { kind: Kind }>;

/**
 * The meaning of a filter, by which every store is measured. `and` of nothing is true, `or` of nothing is false; what an
 * item lacks never matches; section levels and attribute values are compared exactly, brands by {@link normalizeBrand}.
 * For many items use {@link compileFilter} once.
 */
export function matchesFilter(itemId: string, facets: ItemFacets, filter: ItemFilter): boolean {
  return compileFilter(filter)(itemId, facets);
}

/** The same as {@link matchesFilter}, prepared: lists become sets. The filter must have passed `validateFilter`. */
export function compileFilter(filter: ItemFilter): ItemPredicate {
  switch (filter.kind) {
    case 'and': {
      const parts = filter.filters.map(compileFilter);
      return (itemId, facets) => parts.every((part) => part(itemId, facets));
    }
    case 'or': {
      const parts = filter.filters.map(compileFilter);
      return (itemId, facets) => parts.some((part) => part(itemId, facets));
    }
    case 'not': {
      const part = compileFilter(filter.filter);
      return (itemId, facets) => !part(itemId, facets);
    }
    case 'ids': {
      const ids = new Set(filter.anyOf);
      return (itemId) => ids.has(itemId);
    }
    default: {
      const test = compileFacetTest(filter);
      return (_itemId, facets) => test(facets);
    }
  }
}

type FacetFilter = Exclude<ItemFilter, { kind: 'and' | 'or' | 'not' | 'ids' }>;

function compileFacetTest(filter: FacetFilter): (facets: ItemFacets) => boolean {
  switch (filter.kind) {
    case 'section':
      return (facets) => filter.path.every((level, depth) => facets.section[depth] === level);
    case 'price':
      return (facets) => isInPriceRange(facets, filter);
    case 'brand': {
      const brands = new Set(filter.anyOf.map(normalizeBrand));
      return ({ brand }) => brand !== undefined && brands.has(normalizeBrand(brand));
    }
    case 'available':
      return (facets) => facets.available === filter.available;
    case 'attribute': {
      const values = new Set<string | number>(filter.anyOf);
      return (facets) => hasOneOf(attributeOf(facets, filter.name), values);
    }
    case 'attributeRange':
      return (facets) => {
        const value = attributeOf(facets, filter.name);
        return typeof value === 'number' && isBetween(value, filter);
      };
    case 'createdAfter': {
      const time = filter.date.getTime();
      return (facets) => facets.createdAt.getTime() > time;
    }
  }
}

function isInPriceRange({ price }: ItemFacets, filter: FilterOf<'price'>): boolean {
  return price !== undefined && price.currency === filter.currency && isBetween(price.amount, filter);
}

function isBetween(value: number, { min = -Infinity, max = Infinity }: { min?: number; max?: number }): boolean {
  return value >= min && value <= max;
}

/** Own properties only: an attribute called "constructor" is there only if an item has it. */
function attributeOf({ attributes }: ItemFacets, name: string): AttributeValue | undefined {
  return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
}

function hasOneOf(value: AttributeValue | undefined, values: ReadonlySet<string | number>): boolean {
  if (value === undefined) return false;
  return typeof value === 'object' ? value.some((tag) => values.has(tag)) : values.has(value);
}
