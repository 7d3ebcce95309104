import { InvalidCursorError, type Item, type ItemSort } from '@kindred/catalog';
import { isStorable } from './storable-text.ts';

export interface ItemOrder {
  readonly by: ItemSort;
  readonly descending: boolean;
}

/** A place in an order: the sort value of an item (null: it has no price; for ID always the id) and its id. */
export interface ItemPlace {
  readonly value: string | number | null;
  readonly id: string;
}

/** Opaque to callers; says which order it belongs to, so that it can't be used in another one. */
export function encodeItemCursor(order: ItemOrder, item: Item): string {
  const content = [order.by, order.descending, sortValue(order.by, item), item.id];
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

/** @throws InvalidCursorError */
export function decodeItemCursor(order: ItemOrder, cursor: string): ItemPlace {
  const content = parse(cursor);
  if (!Array.isArray(content) || content.length !== 4) throw new InvalidCursorError(cursor);
  const [by, descending, value, id] = content as unknown[];
  if (by !== order.by || descending !== order.descending || typeof id !== 'string' || !isStorable(id))
    throw new InvalidCursorError(cursor);
  if (!isSortValue(order.by, value)) throw new InvalidCursorError(cursor);
  return { value, id };
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function sortValue(by: ItemSort, item: Item): string | number | null {
  switch (by) {
    case 'ID':
      return item.id;
    case 'TITLE':
      return item.title;
    case 'PRICE':
      return item.price?.amount ?? null;
    case 'CREATED_AT':
      return item.createdAt.getTime();
  }
}

function isSortValue(by: ItemSort, value: unknown): value is string | number | null {
  switch (by) {
    case 'ID':
    case 'TITLE':
      return typeof value === 'string' && isStorable(value);
    case 'PRICE':
      return value === null || (typeof value === 'number' && Number.isFinite(value));
    case 'CREATED_AT':
      return typeof value === 'number' && !Number.isNaN(new Date(value).getTime());
  }
}
