import { normalizeBrand, type AttributeValue, type Item, type ItemClip, type ItemImage } from '@kindred/catalog';
import { Prisma } from '../generated/client.ts';
import { parseColumn } from './lazy-columns.ts';
import { toTimestamp } from './timestamp.ts';

/** One item with its photos, main photo first; of the table under the alias `item`. */
export const ITEM_COLUMNS = Prisma.sql`
  item.id, item.title, item.description, item.price_amount, item.price_currency, item.brand,
  COALESCE(item.section, '{}') AS section, item.attributes, item.audio, item.available, item.created_at, item.updated_at,
  (SELECT json_agg(json_build_object('url', image.url, 'contentHash', image.content_hash, 'failure', image.failure)
                   ORDER BY image.position)
     FROM item_image image WHERE image.catalog = item.catalog AND image.item_id = item.id) AS images`;

/** As a query gives it that leaves lists, JSON and times unparsed. */
export interface ItemRow {
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
  readonly price_amount: number | null;
  readonly price_currency: string | null;
  readonly brand: string | null;
  readonly section: string;
  readonly attributes: string;
  readonly audio: string;
  readonly available: boolean;
  readonly created_at: string;
  readonly updated_at: string;
  readonly images: string | null;
}

/** Lists, JSON and times are parsed when they are looked at: an answer rarely has all of them. */
export function toItem(row: ItemRow): Item {
  const section = once(() => parseColumn.texts(row.section));
  const attributes = once(() => parseColumn.json(row.attributes) as Record<string, AttributeValue>);
  const images = once(() => toImages(row.images));
  const audio = once(() => parseColumn.json(row.audio) as ItemClip[]);
  const createdAt = once(() => parseColumn.time(row.created_at));
  const updatedAt = once(() => parseColumn.time(row.updated_at));
  return {
    id: row.id,
    title: row.title,
    ...(row.description === null ? {} : { description: row.description }),
    ...(row.price_amount === null || row.price_currency === null
      ? {}
      : { price: { amount: row.price_amount, currency: row.price_currency } }),
    ...(row.brand === null ? {} : { brand: row.brand }),
    get section() {
      return section();
    },
    get attributes() {
      return attributes();
    },
    get images() {
      return images();
    },
    get audio() {
      return audio();
    },
    available: row.available,
    get createdAt() {
      return createdAt();
    },
    get updatedAt() {
      return updatedAt();
    },
  };
}

function once<Value>(read: () => Value): () => Value {
  let known: { readonly value: Value } | undefined;
  return () => (known ??= { value: read() }).value;
}

function toImages(text: string | null): ItemImage[] {
  if (text === null) return [];
  const images = parseColumn.json(text) as { url: string; contentHash: string | null; failure: string | null }[];
  return images.map(({ url, contentHash, failure }) => ({
    url,
    ...(contentHash === null ? {} : { contentHash }),
    ...(failure === null ? {} : { failure }),
  }));
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
    audio: item.audio,
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
