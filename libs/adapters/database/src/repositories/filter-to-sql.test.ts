import { matchesFilter, type Item, type ItemFacets, type ItemFilter } from '@kindred/catalog';
import { arbitraryFacets, arbitraryFilter, arbitraryItemId, makeItem } from '@kindred/catalog/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { describeWithDatabase } from './test-fixtures/describe-with-database.ts';

function idsByMeaning(facetsById: ReadonlyMap<string, ItemFacets>, filter: ItemFilter): string[] {
  return [...facetsById].flatMap(([id, facets]) => (matchesFilter(id, facets, filter) ? [id] : [])).sort();
}

describeWithDatabase('filters in SQL', (open) => {
  async function store(catalog: string, facetsById: ReadonlyMap<string, ItemFacets>): Promise<void> {
    const items = [...facetsById].map(([id, facets]) => ({ ...makeItem({ id }), ...facets }) as Item);
    await open().database.writer.upsert(catalog, { items, blocks: [], references: [] });
  }

  async function idsInDatabase(catalog: string, filter: ItemFilter): Promise<string[]> {
    const page = await open().database.items.page(catalog, { filter, limit: 1000 });
    expect(page.totalCount).toBe(page.entries.length);
    return page.entries.map(({ item }) => item.id).sort();
  }

  it('match what matchesFilter matches', async () => {
    const catalog = await open().newCatalog();
    const facets = fc.uniqueArray(fc.tuple(arbitraryItemId, arbitraryFacets), { selector: ([id]) => id, maxLength: 5 });
    const filters = fc.array(arbitraryFilter, { minLength: 1, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(facets, filters, async (entries, tried) => {
        const facetsById = new Map(entries);
        await open().query('DELETE FROM item WHERE catalog = $1', [catalog]);
        await store(catalog, facetsById);
        for (const filter of tried)
          expect(await idsInDatabase(catalog, filter)).toEqual(idsByMeaning(facetsById, filter));
      }),
      { numRuns: 120, seed: 20261124 },
    );
  });

  const awkward = new Map<string, ItemFacets>([
    ['number', facetsWith({ attributes: { size: 38 } })],
    ['text', facetsWith({ attributes: { size: '38' } })],
    ['tags', facetsWith({ attributes: { size: ['38', '40'] } })],
    ['none', facetsWith({})],
    ['constructor', facetsWith({ attributes: { constructor: 'own' } })],
    [
      'quoted',
      facetsWith({ attributes: { '"a\\b\'': '{"x"},\\' }, brand: '{"NULL"}, \\', section: ['NULL', '{}', '"'] }),
    ],
    ['old', facetsWith({ createdAt: new Date(-1e14), price: { amount: 1e300, currency: 'EUR' } })],
    [
      'future',
      facetsWith({ createdAt: new Date(8.64e15), attributes: { tiny: 5e-324, huge: -1.7976931348623157e308 } }),
    ],
  ]);
  const filters: Record<string, ItemFilter> = {
    'a number': { kind: 'attribute', name: 'size', anyOf: [38] },
    'a text that looks like a number': { kind: 'attribute', name: 'size', anyOf: ['38'] },
    'not an attribute': { kind: 'not', filter: { kind: 'attribute', name: 'size', anyOf: [38] } },
    'not of not': { kind: 'not', filter: { kind: 'not', filter: { kind: 'attributeRange', name: 'size', min: 0 } } },
    'any number': { kind: 'attributeRange', name: 'size' },
    'a name of JavaScript': { kind: 'attribute', name: 'constructor', anyOf: ['own'] },
    'quotes and backslashes': { kind: 'attribute', name: '"a\\b\'', anyOf: ['{"x"},\\'] },
    'a brand with braces': { kind: 'brand', anyOf: ['{"NULL"}, \\'] },
    'a section called NULL': { kind: 'section', path: ['NULL', '{}'] },
    'a shorter section': { kind: 'section', path: ['NULL', '{}', '"', 'deeper'] },
    'prices at the edge': { kind: 'price', currency: 'EUR', min: 1e300, max: 1e300 },
    'the smallest number': { kind: 'attributeRange', name: 'tiny', min: 5e-324, max: 5e-324 },
    'the largest number': { kind: 'attribute', name: 'huge', anyOf: [-1.7976931348623157e308] },
    'before 4713 BC': { kind: 'createdAfter', date: new Date(-8.64e15) },
    'not later than long ago': { kind: 'not', filter: { kind: 'createdAfter', date: new Date(-1e14) } },
    'just before the last moment': { kind: 'createdAfter', date: new Date(8.64e15 - 1) },
    'no number': { kind: 'price', currency: 'EUR', min: NaN },
    'endless ends': { kind: 'attributeRange', name: 'size', min: -Infinity, max: Infinity },
    'what is not a JSON number': { kind: 'attribute', name: 'size', anyOf: [NaN, Infinity] },
    'NUL in an id': { kind: 'ids', anyOf: ['a\0', 'none'] },
    'half a surrogate pair in a section': { kind: 'section', path: ['\ud800'] },
    'NUL in an attribute': { kind: 'or', filters: [{ kind: 'attribute', name: 's\0', anyOf: ['x'] }] },
    'NUL in a value': { kind: 'not', filter: { kind: 'attribute', name: 'size', anyOf: ['\0', '\udc00', '38'] } },
    'NUL in a currency': { kind: 'price', currency: 'EU\0' },
    'NUL in a brand': { kind: 'brand', anyOf: ['\0', 'a\0'] },
  };
  it.each(Object.entries(filters))('agree on %s', async (_name, filter) => {
    const catalog = await open().newCatalog();
    await store(catalog, awkward);
    expect(await idsInDatabase(catalog, filter)).toEqual(idsByMeaning(awkward, filter));
  });
});

function facetsWith(own: Partial<ItemFacets>): ItemFacets {
  return { section: [], available: true, attributes: {}, createdAt: new Date('2026-01-01T00:00:00Z'), ...own };
}
