import type { ItemFacets, ItemFilter } from '@kindred/catalog';
import fc from 'fast-check';

const SECTIONS = [
  [],
  ['Women'],
  ['Women', 'Shoes'],
  ['Women', 'Shoes', 'Boots'],
  ['Men'],
  ['Men', 'Shoes'],
  ["Kids' & Co"],
];
const BRANDS = ['Acme', 'ACME', 'Acmé', 'Acme Inc.', "O'Neill", 'Ünïque', '木'];
const AMOUNTS = [0, 9.99, 10, 59.9, 60, 1e6];
const CURRENCIES = ['EUR', 'USD'];
const ATTRIBUTE_VALUES = ['red', 'blue', 'été', '1', 1, 1.5, -2, 0];
const DATES = ['2020-01-01T00:00:00.000Z', '2026-01-02T03:04:05.678Z', '2026-01-02T03:04:05.679Z'].map(
  (text) => new Date(text),
);
/** Ids of items that exist and one that doesn't. */
export const FILTER_ITEM_IDS = ['SKU-1', '007', '7', 'é/b', "it's", '👟', 'a"b', '%', 'x_y', 'unknown'];

const attributeName = fc.constantFrom('color', 'weight', 'tags', "odd 'name'");
/** A range with one end, both or none; min is never above max. */
const bounds: fc.Arbitrary<{ min?: number; max?: number }> = fc
  .tuple(fc.option(fc.constantFrom(...AMOUNTS)), fc.option(fc.constantFrom(...AMOUNTS)))
  .filter(([min, max]) => min === null || max === null || min <= max)
  .map(([min, max]) => ({ ...(min === null ? {} : { min }), ...(max === null ? {} : { max }) }));

/** Facets from a few values, so that filters match often. */
export const facetsArbitrary: fc.Arbitrary<ItemFacets> = fc.record(
  {
    section: fc.constantFrom(...SECTIONS),
    price: fc.record({ amount: fc.constantFrom(...AMOUNTS), currency: fc.constantFrom(...CURRENCIES) }),
    brand: fc.constantFrom(...BRANDS),
    available: fc.boolean(),
    attributes: fc.dictionary(
      attributeName,
      fc.oneof(fc.constantFrom(...ATTRIBUTE_VALUES), fc.subarray(['red', 'new', 'été'])),
      { maxKeys: 3, noNullPrototype: true },
    ),
    createdAt: fc.constantFrom(...DATES),
  },
  { requiredKeys: ['section', 'available', 'attributes', 'createdAt'] },
);

const leaf: fc.Arbitrary<ItemFilter> = fc.oneof(
  fc.record({ kind: fc.constant('section' as const), path: fc.constantFrom(...SECTIONS) }),
  fc
    .tuple(fc.constantFrom(...CURRENCIES), bounds)
    .map(([currency, range]): ItemFilter => ({ kind: 'price', currency, ...range })),
  fc.record({ kind: fc.constant('brand' as const), anyOf: fc.subarray(BRANDS) }),
  fc.record({ kind: fc.constant('available' as const), available: fc.boolean() }),
  fc.record({ kind: fc.constant('attribute' as const), name: attributeName, anyOf: fc.subarray(ATTRIBUTE_VALUES) }),
  fc.tuple(attributeName, bounds).map(([name, range]): ItemFilter => ({ kind: 'attributeRange', name, ...range })),
  fc.record({ kind: fc.constant('createdAfter' as const), date: fc.constantFrom(...DATES) }),
  fc.record({ kind: fc.constant('ids' as const), anyOf: fc.subarray(FILTER_ITEM_IDS) }),
);

/** Filters of every kind, nested up to three deep; empty lists included. */
export const filterArbitrary: fc.Arbitrary<ItemFilter> = fc.letrec<{ filter: ItemFilter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.record({ kind: fc.constant('and' as const), filters: fc.array(tie('filter'), { maxLength: 3 }) }),
    fc.record({ kind: fc.constant('or' as const), filters: fc.array(tie('filter'), { maxLength: 3 }) }),
    fc.record({ kind: fc.constant('not' as const), filter: tie('filter') }),
  ),
})).filter;
