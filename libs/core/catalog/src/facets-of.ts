import type { ItemFacets } from './item-filter.ts';
import type { Item } from './item.ts';

/** What filters see of an item. */
export function facetsOf(item: Item): ItemFacets {
  return {
    section: item.section,
    ...(item.price === undefined ? {} : { price: item.price }),
    ...(item.brand === undefined ? {} : { brand: item.brand }),
    available: item.available,
    attributes: item.attributes,
    createdAt: item.createdAt,
  };
}
