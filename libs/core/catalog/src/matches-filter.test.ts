import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ItemFacets, ItemFilter } from './item-filter.ts';
import { compileFilter, matchesFilter } from './matches-filter.ts';
import { arbitraryFacets, arbitraryFilter, arbitraryItemId } from './testing/item-arbitraries.ts';

const boots: ItemFacets = {
  section: ['Women', 'Shoes', 'Boots'],
  price: { amount: 100, currency: 'EUR' },
  brand: 'Łódź Mode Ltd.',
  available: true,
  attributes: { color: 'red', weight: 1.5, tags: ['warm', 'new'], size: '38' },
  createdAt: new Date('2026-02-01T00:00:00Z'),
};
const bare: ItemFacets = { section: [], available: false, attributes: {}, createdAt: boots.createdAt };

const cases: [ItemFilter, boolean, boolean][] = [
  [{ kind: 'and', filters: [] }, true, true],
  [{ kind: 'or', filters: [] }, false, false],
  [{ kind: 'not', filter: { kind: 'or', filters: [] } }, true, true],
  [{ kind: 'section', path: [] }, true, true],
  [{ kind: 'section', path: ['Women', 'Shoes'] }, true, false],
  [{ kind: 'section', path: ['Women', 'Shoes', 'Boots', 'Winter'] }, false, false],
  [{ kind: 'section', path: ['women'] }, false, false],
  [{ kind: 'price', currency: 'EUR' }, true, false],
  [{ kind: 'price', currency: 'EUR', min: 100, max: 100 }, true, false],
  [{ kind: 'price', currency: 'EUR', min: 100.01 }, false, false],
  [{ kind: 'price', currency: 'USD', max: 1000 }, false, false],
  [{ kind: 'brand', anyOf: ['ŁÓDŹ MODE'] }, true, false],
  [{ kind: 'brand', anyOf: [] }, false, false],
  [{ kind: 'available', available: false }, false, true],
  [{ kind: 'attribute', name: 'color', anyOf: ['blue', 'red'] }, true, false],
  [{ kind: 'attribute', name: 'tags', anyOf: ['new'] }, true, false],
  [{ kind: 'attribute', name: 'weight', anyOf: [1.5] }, true, false],
  [{ kind: 'attribute', name: 'size', anyOf: [38] }, false, false],
  [{ kind: 'attribute', name: 'constructor', anyOf: ['red'] }, false, false],
  [{ kind: 'attributeRange', name: 'weight', min: 1.5, max: 1.5 }, true, false],
  [{ kind: 'attributeRange', name: 'size', min: 0 }, false, false],
  [{ kind: 'createdAfter', date: new Date('2026-02-01T00:00:00Z') }, false, false],
  [{ kind: 'createdAfter', date: new Date('2026-01-31T23:59:59.999Z') }, true, true],
  [{ kind: 'ids', anyOf: ['007'] }, true, true],
  [{ kind: 'ids', anyOf: ['7'] }, false, false],
];

describe('matchesFilter', () => {
  it.each(cases)('%j: full item %s, bare item %s', (filter, full, empty) => {
    expect(matchesFilter('007', boots, filter)).toBe(full);
    expect(matchesFilter('007', bare, filter)).toBe(empty);
  });

  it('obeys De Morgan, and a compiled filter says the same each time', () => {
    fc.assert(
      fc.property(
        arbitraryItemId,
        arbitraryFacets,
        fc.array(arbitraryFilter, { maxLength: 4 }),
        (id, facets, filters) => {
          const notAll = matchesFilter(id, facets, { kind: 'not', filter: { kind: 'and', filters } });
          const someNot = compileFilter({ kind: 'or', filters: filters.map((filter) => ({ kind: 'not', filter })) });
          expect(someNot(id, facets)).toBe(notAll);
          expect(someNot(id, facets)).toBe(notAll);
        },
      ),
      { numRuns: 500 },
    );
  });
});
