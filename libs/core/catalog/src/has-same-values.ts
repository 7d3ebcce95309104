import { isDeepStrictEqual } from 'node:util';
import type { Item } from './item.ts';

/** Whether both are the item as it was given: what reading its photos came to doesn't count. */
export function hasSameValues(left: Item, right: Item): boolean {
  return isDeepStrictEqual(valuesOf(left), valuesOf(right));
}

function valuesOf(item: Item): object {
  return { ...item, images: item.images.map(({ url }) => url) };
}
