import type { EncodingWrite, Item, ItemWrite, ItemWriter, OutboxEntry } from '@kindred/catalog';
import { Prisma } from '../generated/client.ts';
import { imageRecords, itemRecord } from './item-row.ts';
import { checkedLimit } from './limit.ts';
import { replaceImages } from './replace-images.ts';
import { saveBlocks } from './save-blocks.ts';
import { saveEncodings } from './save-encodings.ts';
import { replaceReferences } from './save-references.ts';
import type { SqlRunner, SqlSession } from './sql-session.ts';
import { isStorable, requireStorable, requireStorableItem } from './storable-text.ts';

interface OutboxRow {
  readonly sequence: string;
  readonly item_id: string;
  readonly operation: OutboxEntry['operation'];
}

/**
 * Rows are written in the order of their keys, so that two writers of the same items wait for each other and never
 * for ever; the outbox rows of an item rise in the order in which its writes were committed.
 */
export class PostgresItemWriter implements ItemWriter {
  readonly #sql: SqlSession;

  constructor(sql: SqlSession) {
    this.#sql = sql;
  }

  /**
   * An item whose `createdAt` equals its `updatedAt` names no other: the stored one stays. Of an item given twice the last
   * counts. @throws CatalogNotFoundError, InvalidItemError, BlockNotStoredError, DatabaseError
   */
  async upsert(catalog: string, { items, blocks, references }: ItemWrite): Promise<OutboxEntry[]> {
    requireStorable('The name of the catalog', catalog);
    for (const item of items) requireStorableItem(item);
    const byId = new Map(items.map((item) => [item.id, item]));
    const ids = [...byId.keys()];
    const own = references.filter(({ itemId }) => byId.has(itemId));
    return this.#sql.transaction(catalog, async (runner) => {
      await saveBlocks(runner, blocks);
      await upsertItems(runner, catalog, [...byId.values()]);
      await replaceImages(
        runner,
        catalog,
        ids,
        [...byId.values()].flatMap((item) => imageRecords(item.id, item.images)),
      );
      await replaceReferences(runner, catalog, { itemIds: ids, references: own });
      return enqueue(runner, catalog, ids, 'upsert');
    });
  }

  /** @throws BlockNotStoredError, DatabaseError */
  async saveEncodings(catalog: string, write: EncodingWrite): Promise<OutboxEntry[]> {
    if (!isStorable(catalog)) return [];
    return this.#sql.transaction(catalog, async (runner) =>
      enqueue(runner, catalog, await saveEncodings(runner, catalog, write), 'upsert'),
    );
  }

  async delete(catalog: string, itemIds: readonly string[]): Promise<OutboxEntry[]> {
    const wanted = [...new Set(itemIds)].filter(isStorable);
    if (wanted.length === 0 || !isStorable(catalog)) return [];
    return this.#sql.transaction(catalog, async (runner) => {
      const locked = await runner.query<{ id: string }>(Prisma.sql`
        SELECT id FROM item WHERE catalog = ${catalog} AND id = ANY(${wanted}::text[]) ORDER BY id FOR UPDATE`);
      const existing = new Set(locked.map(({ id }) => id));
      const gone = wanted.filter((id) => existing.has(id));
      await runner.query(Prisma.sql`DELETE FROM item WHERE catalog = ${catalog} AND id = ANY(${gone}::text[])`);
      return enqueue(runner, catalog, gone, 'delete');
    });
  }

  async pendingOutbox(catalog: string, limit: number): Promise<OutboxEntry[]> {
    checkedLimit(limit);
    if (!isStorable(catalog)) return [];
    const rows = await this.#sql.query<OutboxRow>(Prisma.sql`
      SELECT sequence, item_id, operation FROM outbox
       WHERE catalog = ${catalog} ORDER BY sequence LIMIT ${limit}::int`);
    return rows.map(toEntry);
  }

  async acknowledge(catalog: string, sequences: readonly bigint[]): Promise<void> {
    if (sequences.length === 0 || !isStorable(catalog)) return;
    await this.#sql.query(Prisma.sql`
      DELETE FROM outbox WHERE catalog = ${catalog} AND sequence = ANY(${sequences.map(String)}::bigint[])`);
  }
}

async function upsertItems(runner: SqlRunner, catalog: string, items: readonly Item[]): Promise<void> {
  await runner.query(Prisma.sql`
    INSERT INTO item (catalog, id, title, description, price_amount, price_currency, brand, brand_key, section,
                      attributes, audio, available, created_at, updated_at)
    SELECT ${catalog}, given.* FROM json_to_recordset(${JSON.stringify(items.map(itemRecord))}::json) AS given(
             id text, title text, description text, price_amount float8, price_currency text, brand text, brand_key text,
             section text[], attributes jsonb, audio jsonb, available boolean, created_at timestamptz, updated_at timestamptz)
     ORDER BY given.id COLLATE "C"
    ON CONFLICT (catalog, id) DO UPDATE SET
      title = EXCLUDED.title, description = EXCLUDED.description, price_amount = EXCLUDED.price_amount,
      price_currency = EXCLUDED.price_currency, brand = EXCLUDED.brand, brand_key = EXCLUDED.brand_key,
      section = EXCLUDED.section, attributes = EXCLUDED.attributes, audio = EXCLUDED.audio, available = EXCLUDED.available,
      created_at = CASE WHEN EXCLUDED.created_at = EXCLUDED.updated_at THEN item.created_at ELSE EXCLUDED.created_at END,
      updated_at = EXCLUDED.updated_at`);
}

/** In the order of the ids. */
async function enqueue(
  runner: SqlRunner,
  catalog: string,
  itemIds: readonly string[],
  operation: OutboxEntry['operation'],
): Promise<OutboxEntry[]> {
  if (itemIds.length === 0) return [];
  const rows = await runner.query<OutboxRow>(Prisma.sql`
    INSERT INTO outbox (catalog, item_id, operation)
    SELECT ${catalog}, id, ${operation}::"OutboxOperation"
      FROM unnest(${[...itemIds]}::text[]) WITH ORDINALITY AS given(id, position) ORDER BY position
    RETURNING sequence, item_id, operation`);
  return rows.map(toEntry).sort((left, right) => (left.sequence < right.sequence ? -1 : 1));
}

function toEntry({ sequence, item_id, operation }: OutboxRow): OutboxEntry {
  return { sequence: BigInt(sequence), itemId: item_id, operation };
}
