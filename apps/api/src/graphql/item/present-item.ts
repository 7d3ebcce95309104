import { createHash } from 'node:crypto';
import type { AttributeValue, Item, ItemImage } from '@kindred/catalog';
import type { AttributeType, ItemImageType, ItemType } from './item.type.ts';

/** What clients see of an item. What costs something to make is made when it is asked for. */
export function presentItem(item: Item, catalog: string): ItemType {
  return {
    id: item.id,
    title: item.title,
    description: item.description ?? null,
    price: item.price ?? null,
    brand: item.brand ?? null,
    get section() {
      return item.section;
    },
    get attributes() {
      return Object.entries(item.attributes).map(([name, value]) => presentAttribute(name, value));
    },
    get images() {
      return item.images.map((image, index) => presentImage(image, { itemId: item.id, catalog, index }));
    },
    get audio() {
      return item.audio.map(({ contentHash, failure }) => ({
        embedded: contentHash !== undefined,
        failure: failure ?? null,
      }));
    },
    available: item.available,
    get createdAt() {
      return item.createdAt;
    },
    get updatedAt() {
      return item.updatedAt;
    },
  };
}

function presentAttribute(name: string, value: AttributeValue): AttributeType {
  if (typeof value === 'number') return { name, values: [String(value)], number: value };
  return { name, values: typeof value === 'string' ? [value] : value, number: null };
}

function presentImage(image: ItemImage, place: { itemId: string; catalog: string; index: number }): ItemImageType {
  return { ...place, fingerprint: imageFingerprint(image), failure: image.failure ?? null };
}

/** 16 hex digits that change when the photo does. */
export function imageFingerprint(image: ItemImage): string {
  return image.contentHash?.slice(0, 16) ?? createHash('sha256').update(image.url).digest('hex').slice(0, 16);
}
