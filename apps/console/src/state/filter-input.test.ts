import { expect, test } from 'vitest';
import { NO_FILTERS, countFilters } from './console-state.ts';
import { buildFilterInput } from './filter-input.ts';

test('no filter is null, not an empty object', () => {
  expect(buildFilterInput(NO_FILTERS)).toBeNull();
  expect(countFilters(NO_FILTERS)).toBe(0);
});

test('only what is set is sent', () => {
  const filters = { section: ['Women', 'Shoes'], brands: ['A'], minPrice: null, maxPrice: 0, availableOnly: true };
  expect(buildFilterInput(filters)).toEqual({
    section: ['Women', 'Shoes'],
    brand: ['A'],
    available: true,
    price: { max: 0 },
  });
  expect(countFilters(filters)).toBe(4);
});
