import fc from 'fast-check';
import type { ItemFacets, ItemFilter } from '../item-filter.ts';

const brands = fc.constantFrom('Acme', 'ACME Inc.', 'Łódź Mode', 'Nord & Süd');
const colors = fc.constantFrom('red', 'blue', 'green');
const sections = fc.array(fc.constantFrom('Women', 'Shoes', 'Boots'), { maxLength: 3 });
const dates = fc.constantFrom('2026-01-01', '2026-02-01', '2026-03-01').map((day) => new Date(`${day}T00:00:00Z`));
const amounts = fc.constantFrom(0, 9.99, 10, 250);
const currencies = fc.constantFrom('EUR', 'USD');
const range = fc.record({ min: amounts, max: amounts }, { requiredKeys: [] });

/** Item ids that the other arbitraries use too: small enough a world for filters to hit. */
export const arbitraryItemId: fc.Arbitrary<string> = fc.constantFrom('SKU-1', '007', '7', 'é/b', '😀');

export const arbitraryFacets: fc.Arbitrary<ItemFacets> = fc.record(
  {
    section: sections,
    price: fc.record({ amount: amounts, currency: currencies }),
    brand: brands,
    available: fc.boolean(),
    attributes: fc.record(
      { color: colors, weight: amounts, tags: fc.array(colors, { maxLength: 3 }) },
      { requiredKeys: [] },
    ),
    createdAt: dates,
  },
  { requiredKeys: ['section', 'available', 'attributes', 'createdAt'] },
);

const condition: fc.Arbitrary<ItemFilter> = fc.oneof(
  fc.record({ kind: fc.constant('section' as const), path: sections }),
  fc
    .record({ currency: currencies, range })
    .map(({ currency, range: r }) => ({ kind: 'price' as const, currency, ...r })),
  fc.record({ kind: fc.constant('brand' as const), anyOf: fc.array(brands, { maxLength: 2 }) }),
  fc.record({ kind: fc.constant('available' as const), available: fc.boolean() }),
  fc.record({
    kind: fc.constant('attribute' as const),
    name: fc.constantFrom('color', 'weight', 'tags'),
    anyOf: fc.array(fc.oneof(colors, amounts), { maxLength: 3 }),
  }),
  range.map((r) => ({ kind: 'attributeRange' as const, name: 'weight', ...r })),
  fc.record({ kind: fc.constant('createdAfter' as const), date: dates }),
  fc.record({ kind: fc.constant('ids' as const), anyOf: fc.array(arbitraryItemId, { maxLength: 2 }) }),
);

/** Valid filters, except that `min` may lie above `max`. */
export const arbitraryFilter: fc.Arbitrary<ItemFilter> = fc.letrec<{ filter: ItemFilter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    condition,
    fc.record({ kind: fc.constant('and' as const), filters: fc.array(tie('filter'), { maxLength: 3 }) }),
    fc.record({ kind: fc.constant('or' as const), filters: fc.array(tie('filter'), { maxLength: 3 }) }),
    fc.record({ kind: fc.constant('not' as const), filter: tie('filter') }),
  ),
})).filter;
