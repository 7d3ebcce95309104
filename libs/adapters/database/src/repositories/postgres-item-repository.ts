import type { Item, ItemFilter, ItemImage, ItemPage, ItemPageQuery, ItemRepository } from '@kindred/catalog';
import { Prisma } from '../generated/client.ts';
import { filterToSql } from './filter-to-sql.ts';
import { decodeItemCursor, encodeItemCursor, type ItemOrder } from './item-cursor.ts';
import { behindToSql, orderToSql } from './item-order-sql.ts';
import { imageRecords, ITEM_COLUMNS, toItem, type ItemRow } from './item-row.ts';
import { checkedLimit } from './limit.ts';
import { replaceImages } from './replace-images.ts';
import type { SqlSession } from './sql-session.ts';
import { isStorable, toStorable } from './storable-text.ts';

/** A catalog that isn't there has no items. */
export class PostgresItemRepository implements ItemRepository {
  readonly #sql: SqlSession;

  constructor(sql: SqlSession) {
    this.#sql = sql;
  }

  async findMany(catalog: string, ids: readonly string[]): Promise<Map<string, Item>> {
    const wanted = [...new Set(ids)].filter(isStorable);
    if (wanted.length === 0 || !isStorable(catalog)) return new Map();
    const rows = await this.#sql.query<ItemRow>(
      Prisma.sql`
        SELECT ${ITEM_COLUMNS} FROM item WHERE item.catalog = ${catalog} AND item.id = ANY(${wanted}::text[])`,
      { prepareAs: 'find-items', parsed: false },
    );
    const byId = new Map(rows.map((row) => [row.id, toItem(row)]));
    return new Map(wanted.flatMap((id) => (byId.has(id) ? [[id, byId.get(id) as Item] as const] : [])));
  }

  async page(catalog: string, { filter, sort, limit, after }: ItemPageQuery): Promise<ItemPage> {
    checkedLimit(limit, { smallest: 1, largest: 1000 });
    const order: ItemOrder = { by: sort?.by ?? 'ID', descending: sort?.descending ?? false };
    const place = after === undefined ? undefined : decodeItemCursor(order, after);
    if (!isStorable(catalog)) return { entries: [], hasNextPage: false, totalCount: 0 };
    const matching = matchingSql(catalog, filter);
    const behind = place === undefined ? Prisma.empty : Prisma.sql`AND ${behindToSql(order, place)}`;
    const [rows, totalCount] = await Promise.all([
      this.#sql.query<ItemRow>(
        Prisma.sql`
          SELECT ${ITEM_COLUMNS} FROM item
           WHERE ${matching} ${behind} ORDER BY ${orderToSql(order)} LIMIT ${limit + 1}::int`,
        { parsed: false },
      ),
      this.count(catalog, filter),
    ]);
    const items = rows.slice(0, limit).map(toItem);
    const entries = items.map((item) => ({ item, cursor: encodeItemCursor(order, item) }));
    return { entries, hasNextPage: rows.length > limit, totalCount };
  }

  async count(catalog: string, filter?: ItemFilter): Promise<number> {
    if (!isStorable(catalog)) return 0;
    const [row] = await this.#sql.query<{ count: number }>(
      Prisma.sql`SELECT count(*)::int AS count FROM item WHERE ${matchingSql(catalog, filter)}`,
    );
    return row?.count ?? 0;
  }

  /** Each batch is read when it is asked for; what others write meanwhile behind the last id is seen. */
  async *stream(catalog: string, batchSize: number): AsyncIterable<Item[]> {
    checkedLimit(batchSize, { smallest: 1 });
    if (!isStorable(catalog)) return;
    for (let last: string | undefined; ;) {
      const behind = last === undefined ? Prisma.empty : Prisma.sql`AND item.id > ${last}`;
      const rows = await this.#sql.query<ItemRow>(
        Prisma.sql`
          SELECT ${ITEM_COLUMNS} FROM item
           WHERE item.catalog = ${catalog} ${behind} ORDER BY item.id LIMIT ${batchSize}::int`,
        { parsed: false },
      );
      if (rows.length > 0) yield rows.map(toItem);
      if (rows.length < batchSize) return;
      last = rows.at(-1)?.id;
    }
  }

  /** Spellings of one brand count together, under the most frequent of them; items without a section aren't listed. */
  async facets(catalog: string): ReturnType<ItemRepository['facets']> {
    if (!isStorable(catalog)) return { brands: [], sections: [] };
    const [brands, sections] = await Promise.all([
      this.#sql.query<{ name: string; count: number }>(Prisma.sql`
        SELECT (array_agg(brand ORDER BY spelled DESC, brand COLLATE "C"))[1] AS name, sum(spelled)::int AS count
          FROM (SELECT brand_key, brand, count(*) AS spelled FROM item
                 WHERE catalog = ${catalog} AND brand IS NOT NULL GROUP BY brand_key, brand) spelling
         GROUP BY brand_key ORDER BY count DESC, brand_key`),
      this.#sql.query<{ path: string[]; count: number }>(Prisma.sql`
        SELECT section AS path, count(*)::int AS count FROM item
         WHERE catalog = ${catalog} AND section <> '{}' GROUP BY section ORDER BY count DESC, section`),
    ]);
    return { brands, sections };
  }

  /** Puts these in the place of the item's photos. Does nothing if the item is gone. */
  async recordImageOutcome(catalog: string, itemId: string, images: readonly ItemImage[]): Promise<void> {
    if (!isStorable(catalog) || !isStorable(itemId)) return;
    const storable = images.map((image) =>
      image.failure === undefined ? image : { ...image, failure: toStorable(image.failure) },
    );
    await this.#sql.transaction(catalog, async (runner) => {
      const found = await runner.query(
        Prisma.sql`SELECT 1 FROM item WHERE catalog = ${catalog} AND id = ${itemId} FOR NO KEY UPDATE`,
      );
      if (found.length > 0) await replaceImages(runner, catalog, [itemId], imageRecords(itemId, storable));
    });
  }
}

function matchingSql(catalog: string, filter: ItemFilter | undefined): Prisma.Sql {
  const inCatalog = Prisma.sql`item.catalog = ${catalog}`;
  return filter === undefined ? inCatalog : Prisma.sql`${inCatalog} AND ${filterToSql(filter)}`;
}
