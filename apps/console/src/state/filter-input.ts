import type { ItemFilterInput, ItemSortInput } from '../generated/graphql.ts';
import type { CatalogFilters, CatalogSort } from './console-state.ts';

/** The filters as the API wants them; null where none is set. */
export function buildFilterInput(filters: CatalogFilters): ItemFilterInput | null {
  const { section, brands, minPrice, maxPrice, availableOnly } = filters;
  const input: ItemFilterInput = {};
  if (section.length > 0) input.section = [...section];
  if (brands.length > 0) input.brand = [...brands];
  if (availableOnly) input.available = true;
  if (minPrice !== null || maxPrice !== null) {
    input.price = { ...(minPrice !== null && { min: minPrice }), ...(maxPrice !== null && { max: maxPrice }) };
  }
  return Object.keys(input).length === 0 ? null : input;
}

const SORT_INPUTS: Readonly<Record<CatalogSort, ItemSortInput>> = {
  id: { by: 'ID' },
  title: { by: 'TITLE' },
  price: { by: 'PRICE' },
  'price-desc': { by: 'PRICE', descending: true },
  newest: { by: 'CREATED_AT', descending: true },
};

export function buildSortInput(sort: CatalogSort): ItemSortInput {
  return SORT_INPUTS[sort];
}
