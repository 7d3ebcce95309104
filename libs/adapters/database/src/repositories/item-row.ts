import { normalizeBrand, type AttributeValue, type Item, type ItemImage } from '@kindred/catalog';
import { Prisma } from '../generated/client.ts';
import { toTimestamp } from './timestamp.ts';

/** One item with its photos, main photo first; of the table under the alias `item`. */
export const ITEM_COLUMNS = Prisma.sql`
  item.id, item.title, item.description, item.price_amount, item.price_currency, item.brand,
  COALESCE(item.section, '{}') AS section, item.attributes, item.available, item.created_at, item.updated_at,
  (SELECT json_agg(json_build_object('url', image.url, 'contentHash', image.content_hash, 'failure', image.failure)
                   ORDER BY image.position)
     FROM item_image image WHERE image.catalog = item.catalog AND image.item_id = item.id) AS images`;

export interface ItemRow {
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
  readonly price_amount: number | null;
  readonly price_currency: string | null;
  readonly brand: string | null;
  readonly section: string[];
  readonly attributes: Record<string, AttributeValue>;
  readonly available: boolean;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly images: { url: string; contentHash: string | null; failure: string | null }[] | null;
}

export function toItem(row: ItemRow): Item {
  return {
    id: row.id,
    title: row.title,
    ...(row.description === null ? {} : { description: row.description }),
    ...(row.price_amount === null || row.price_currency === null
      ? {}
      : { price: { amount: row.price_amount, currency: row.price_currency } }),
    ...(row.brand === null ? {} : { brand: row.brand }),
    section: row.section,
    attributes: row.attributes,
    images: (row.images ?? []).map(({ url, contentHash, failure }): ItemImage => ({
      url,
      ...(contentHash === null ? {} : { contentHash }),
      ...(failure === null ? {} : { failure }),
    })),
    available: row.available,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** The columns of `item`, for `json_to_recordset`. */
export function itemRecord(item: Item) {
  return {
    id: item.id,
    title: item.title,
    description: item.description,
    price_amount: item.price?.amount,
    price_currency: item.price?.currency,
    brand: item.brand,
    brand_key: item.brand === undefined ? undefined : normalizeBrand(item.brand),
    section: item.section,
    attributes: item.attributes,
    available: item.available,
    created_at: toTimestamp(item.createdAt),
    updated_at: toTimestamp(item.updatedAt),
  };
}

/** The columns of `item_image` without the catalog, for `json_to_recordset`. */
export function imageRecords(itemId: string, images: readonly ItemImage[]) {
  return images.map(({ url, contentHash, failure }, position) => ({
    item_id: itemId,
    position,
    url,
    content_hash: contentHash,
    failure,
  }));
}
