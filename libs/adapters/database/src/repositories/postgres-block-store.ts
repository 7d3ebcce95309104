import type { BlockStore, EncodedBlock, ItemBlockReference, UnencodedQuery } from '@kindred/catalog';
import { Prisma } from '../generated/client.ts';
import { toFloat32Array } from './float32-bytes.ts';
import { checkedLimit } from './limit.ts';
import { saveBlocks } from './save-blocks.ts';
import type { SqlSession } from './sql-session.ts';
import { isStorable } from './storable-text.ts';

export class PostgresBlockStore implements BlockStore {
  readonly #sql: SqlSession;

  constructor(sql: SqlSession) {
    this.#sql = sql;
  }

  async findBlocks(encoderId: string, inputHashes: readonly string[]): Promise<Map<string, Float32Array>> {
    const wanted = [...new Set(inputHashes)].filter(isStorable);
    if (wanted.length === 0 || !isStorable(encoderId)) return new Map();
    const rows = await this.#sql.query<{ input_hash: string; vector: Buffer }>(Prisma.sql`
      SELECT input_hash, vector FROM encoded_block
       WHERE encoder_id = ${encoderId} AND input_hash = ANY(${wanted}::text[])`);
    return new Map(rows.map(({ input_hash, vector }) => [input_hash, toFloat32Array(vector)]));
  }

  /** A block that is there already stays as it is: it is addressed by its content. */
  async saveBlocks(blocks: readonly EncodedBlock[]): Promise<void> {
    await this.#sql.run((runner) => saveBlocks(runner, blocks));
  }

  /** In the order of the ids given; modalities of an item in code-point order. */
  async findReferences(catalog: string, itemIds: readonly string[]): Promise<ItemBlockReference[]> {
    const wanted = [...new Set(itemIds)].filter(isStorable);
    if (wanted.length === 0 || !isStorable(catalog)) return [];
    return this.#sql.query<ItemBlockReference>(Prisma.sql`
      SELECT block.item_id AS "itemId", block.modality, block.encoder_id AS "encoderId", block.input_hashes AS "inputHashes"
        FROM unnest(${wanted}::text[]) WITH ORDINALITY AS wanted(id, position)
        JOIN item_block block ON block.catalog = ${catalog} AND block.item_id = wanted.id
       ORDER BY wanted.position, block.modality`);
  }

  async findUnencoded(catalog: string, { modality, encoderId, after, limit }: UnencodedQuery): Promise<string[]> {
    checkedLimit(limit);
    if (![catalog, modality, encoderId, after ?? ''].every(isStorable)) return [];
    const behind = after === undefined ? Prisma.empty : Prisma.sql`AND block.item_id > ${after}`;
    const rows = await this.#sql.query<{ id: string }>(Prisma.sql`
      SELECT block.item_id AS id FROM item_block block
       WHERE block.catalog = ${catalog} AND block.modality = ${modality} ${behind}
         AND NOT (${isEncodedBy(encoderId)})
       ORDER BY block.item_id LIMIT ${limit}::int`);
    return rows.map(({ id }) => id);
  }

  async adoptEncoder(catalog: string, modality: string, encoderId: string): Promise<number> {
    if (![catalog, modality, encoderId].every(isStorable)) return 0;
    const rows = await this.#sql.query<{ adopted: number }>(Prisma.sql`
      WITH adopted AS (
        UPDATE item_block block SET encoder_id = ${encoderId}
         WHERE block.catalog = ${catalog} AND block.modality = ${modality} AND block.encoder_id <> ${encoderId}
           AND ${isEncodedBy(encoderId)} RETURNING 1)
      SELECT count(*)::int AS adopted FROM adopted`);
    return rows[0]?.adopted ?? 0;
  }
}

/** Whether all inputs of the `block` are stored under the encoder. */
function isEncodedBy(encoderId: string): Prisma.Sql {
  return Prisma.sql`NOT EXISTS (
    SELECT 1 FROM unnest(block.input_hashes) AS input(hash)
     WHERE NOT EXISTS (SELECT 1 FROM encoded_block WHERE encoder_id = ${encoderId} AND input_hash = input.hash))`;
}
